/** Columns and lines of a terminal as a picture, in pixels. */
const [ADVANCE, LINE, SIZE, MARGIN] = [8.4, 19, 14, 16] as const;

const THEMES = {
  light: { paper: '#ffffff', frame: '#c9d0d8', ink: '#1b2430', dim: '#566172', red: '#b3261e', green: '#1a7f37', yellow: '#8a5a00' },
  dark: { paper: '#14171c', frame: '#3a4350', ink: '#e6e9ee', dim: '#a3adbb', red: '#ff7a70', green: '#56d364', yellow: '#f2b84b' },
} as const;
export type Theme = keyof typeof THEMES;

type Colour = 'ink' | 'dim' | 'red' | 'green' | 'yellow';

interface Run {
  readonly column: number;
  readonly text: string;
  readonly colour: Colour;
  readonly isBold: boolean;
}

/** What a program printed, with its colours (ECMA-48, Select Graphic Rendition), as SVG; `title` says it to who does not see it. */
export function pictureOf(printed: string, title: string, theme: Theme): string {
  const lines = printed.trimEnd().split('\n').map(runsOf);
  const columns = Math.max(...lines.flat().map(({ column, text }) => column + [...text].length));
  const [width, height] = [Math.ceil(columns * ADVANCE) + 2 * MARGIN, lines.length * LINE + 2 * MARGIN];
  const colours = THEMES[theme];
  const texts = lines.flatMap((runs, row) =>
    runs.map(({ column, text, colour, isBold }) => {
      const place = `x="${(MARGIN + column * ADVANCE).toFixed(1)}" y="${MARGIN + row * LINE + SIZE}" textLength="${([...text].length * ADVANCE).toFixed(1)}"`;
      return `<text ${place} fill="${colours[colour]}"${isBold ? ' font-weight="bold"' : ''}>${escaped(text)}</text>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${escaped(title)}</title>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${colours.paper}" stroke="${colours.frame}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${SIZE}">
${texts.join('\n')}
</g>
</svg>
`;
}

const COLOURS: Readonly<Record<string, Colour>> = {
  '0': 'ink',
  '2': 'dim',
  '22': 'ink',
  '31': 'red',
  '32': 'green',
  '33': 'yellow',
  '39': 'ink',
};

function runsOf(line: string): readonly Run[] {
  const runs: Run[] = [];
  let [column, isBold]: [number, boolean] = [0, false];
  let colour: Colour = 'ink';
  for (const [, code, text = ''] of line.matchAll(/\x1b\[(\d+)m|([^\x1b]+)/g)) {
    if (code !== undefined) {
      isBold = code === '1' || (isBold && code !== '22' && code !== '0');
      colour = COLOURS[code] ?? colour;
    }
    // Each piece between wide gaps by itself: not every viewer keeps several spaces.
    for (const piece of text.matchAll(/\S+(?: \S+)*/g))
      runs.push({ column: column + [...text.slice(0, piece.index)].length, text: piece[0], colour, isBold });
    column += [...text].length;
  }
  return runs;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
