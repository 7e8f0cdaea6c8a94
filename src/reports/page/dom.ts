import { PARTS, type Part } from './data.ts';

type Attributes = Readonly<Record<string, string | number | boolean>>;
type Content = Node | string;

/** An element with what it holds. Texts become text nodes: nothing that a log says is ever read as markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...content: readonly Content[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  setAll(made, attributes);
  made.append(...content);
  return made;
}

export function shape<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...content: readonly Content[]
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  setAll(made, attributes);
  made.append(...content);
  return made;
}

function setAll(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) target.setAttribute(name, value === true ? '' : String(value));
  }
}

export function part(name: Part): HTMLElement {
  const found = document.getElementById(name);
  if (!found) throw new Error(`the page has no part ${name} of ${PARTS.join(', ')}`);
  return found;
}
