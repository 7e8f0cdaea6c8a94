import { type AnyNode, parse } from 'acorn';
import { importName } from './modules.ts';
import { block, call, type Entry, NOTHING, type Node, name, other, reference, text } from './syntax.ts';

/** Past this size the tokenizer reads the beginning, which is cheaper. */
const MAX_CHARACTERS = 250_000;
const OPTIONS = {
  ecmaVersion: 'latest',
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowImportExportEverywhere: true,
  allowSuperOutsideMethod: true,
  allowHashBang: true,
  checkPrivateFields: false,
} as const;

/** The tree of JavaScript; undefined where it is none (TypeScript, a fragment, too long). Weighs what acorn weighs: loaded when first needed. */
export function parseJavaScript(code: string): Node | undefined {
  if (code.length > MAX_CHARACTERS) return undefined;
  for (const sourceType of ['module', 'script'] as const) {
    try {
      return convert(parse(code, { ...OPTIONS, sourceType }));
    } catch {
      // Not valid in this form, or nested deeper than the stack: the next form, then the tolerant reader.
    }
  }
  return undefined;
}

type Maybe = AnyNode | null | undefined;

const each = (nodes: readonly Maybe[]): readonly Node[] => nodes.map(convert);

function convert(node: Maybe): Node {
  if (!node) return NOTHING;
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'ClassBody':
      return block(each(node.body));
    case 'ExpressionStatement':
      return convert(node.expression);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return convert(node.expression);
    case 'Identifier':
      return name(node.name);
    case 'PrivateIdentifier':
      return text(node.name);
    case 'ThisExpression':
      return name('this');
    case 'Literal':
      return literalOf(node.value);
    case 'TemplateLiteral':
      return text(
        ...node.quasis.flatMap((quasi, at) => [quasi.value.cooked ?? quasi.value.raw, ...each(node.expressions.slice(at, at + 1))]),
      );
    case 'TaggedTemplateExpression':
      return call(convert(node.tag), [convert(node.quasi)]);
    case 'MemberExpression':
      return node.computed || node.property.type !== 'Identifier'
        ? { kind: 'index', object: convert(node.object), index: convert(node.property) }
        : { kind: 'member', object: convert(node.object), name: node.property.name };
    case 'CallExpression':
    case 'NewExpression':
      return call(convert(node.callee), each(node.arguments));
    case 'ImportExpression':
      return call(reference('import'), [convert(node.source)]);
    case 'ArrayExpression':
    case 'ArrayPattern':
      return { kind: 'list', items: each(node.elements) };
    case 'ObjectExpression':
    case 'ObjectPattern':
      return { kind: 'map', entries: node.properties.map(entryOf) };
    case 'SpreadElement':
    case 'RestElement':
      return { kind: 'spread', value: convert(node.argument) };
    case 'AssignmentPattern':
      return { kind: 'assign', target: convert(node.left), value: convert(node.right) };
    case 'AssignmentExpression': {
      const [target, value] = [convert(node.left), convert(node.right)];
      return node.operator === '='
        ? { kind: 'assign', target, value }
        : { kind: 'assign', target, value, operator: node.operator.slice(0, -1) };
    }
    case 'BinaryExpression':
      return { kind: 'binary', operator: node.operator, left: convert(node.left), right: convert(node.right) };
    case 'LogicalExpression':
      return node.operator === '&&'
        ? other(convert(node.left), convert(node.right))
        : { kind: 'choice', nodes: each([node.left, node.right]) };
    case 'ConditionalExpression':
      return other(convert(node.test), { kind: 'choice', nodes: each([node.consequent, node.alternate]) });
    case 'UnaryExpression':
      return node.operator === '-'
        ? { kind: 'binary', operator: '-', left: { kind: 'number', value: 0 }, right: convert(node.argument) }
        : other(convert(node.argument), NOTHING);
    case 'AwaitExpression':
    case 'YieldExpression':
      return convert(node.argument);
    case 'SequenceExpression':
      return other(...each(node.expressions));
    case 'FunctionDeclaration':
    case 'FunctionExpression': {
      const named = node.id?.name;
      return { kind: 'function', parameters: each(node.params), body: convert(node.body), ...(named !== undefined && { name: named }) };
    }
    case 'ArrowFunctionExpression': {
      const body = convert(node.body);
      return { kind: 'function', parameters: each(node.params), body: node.expression ? { kind: 'return', value: body } : body };
    }
    default:
      return convertStatement(node);
  }
}

function convertStatement(node: AnyNode): Node {
  switch (node.type) {
    case 'VariableDeclaration':
      return block(
        node.declarations.map((each) => (each.init ? { kind: 'assign', target: convert(each.id), value: convert(each.init) } : NOTHING)),
      );
    case 'ReturnStatement':
      return { kind: 'return', value: convert(node.argument) };
    case 'IfStatement':
      return block([{ kind: 'when', test: convert(node.test), body: convert(node.consequent) }, convert(node.alternate)]);
    case 'WhileStatement':
    case 'DoWhileStatement':
      return { kind: 'when', test: convert(node.test), body: convert(node.body) };
    case 'ForStatement':
      return block(each([node.init, node.test, node.body, node.update]));
    case 'ForOfStatement':
    case 'ForInStatement': {
      const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : node.left;
      return { kind: 'loop', target: convert(target), items: convert(node.right), body: convert(node.body) };
    }
    case 'TryStatement':
      return block(each([node.block, node.handler?.body, node.finalizer]));
    case 'SwitchStatement':
      return block([convert(node.discriminant), ...node.cases.flatMap((each) => each.consequent.map(convert))]);
    case 'LabeledStatement':
    case 'WithStatement':
      return convert(node.body);
    case 'ThrowStatement':
      return other(convert(node.argument));
    case 'ClassDeclaration':
    case 'ClassExpression':
      return other(convert(node.superClass), convert(node.body));
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return convert(node.value);
    case 'ImportDeclaration':
      return importOf(node);
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return convert(node.declaration);
    default:
      return NOTHING;
  }
}

function importOf(node: Extract<AnyNode, { type: 'ImportDeclaration' }>): Node {
  const module = importName(String(node.source.value));
  return block(
    node.specifiers.map((specifier): Node => {
      const imported =
        specifier.type === 'ImportSpecifier' && specifier.imported.type === 'Identifier' ? specifier.imported.name : 'default';
      const value = reference(imported === 'default' ? module : `${module}.${imported}`);
      return { kind: 'assign', target: name(specifier.local.name), value };
    }),
  );
}

function entryOf(property: AnyNode): Entry {
  if (property.type !== 'Property') return { key: NOTHING, value: convert(property) };
  const { key, computed, value } = property;
  if (!computed && key.type === 'Identifier') return { key: key.name, value: convert(value) };
  return { key: convert(key), value: convert(value) };
}

function literalOf(value: unknown): Node {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'boolean') return value ? { kind: 'number', value: 1 } : text('');
  return NOTHING;
}
