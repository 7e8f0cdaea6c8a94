import type { EffectFlag } from '../../../domain/effect.ts';
import { literal, type Program, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { withValue } from '../../words.ts';
import { type Body, inFolder, nameFromUrl, transfer } from './transfer.ts';

const VALUES: readonly string[] =
  `a auth A auth-type o output s style p print P pretty session session-read-only proxy verify cert cert-key timeout max-redirects raw
  response-charset response-mime format-options boundary default-scheme bearer m body form-string`.split(/\s+/);
const SWITCHES: readonly string[] = 'download form json multipart follow ignore-stdin verbose headers offline continue'.split(' ');

/** httpie, xh and their HTTPS twins: `http POST example.org/x name=value file@path Header:value`. */
export const httpie =
  (scheme: 'http' | 'https'): Program =>
  (command, setting) => {
    const options = readOptions(command.words.slice(1), { values: VALUES, switches: SWITCHES });
    const [first, ...rest] = options.operands;
    const hasMethod = first !== undefined && /^[A-Z]{3,10}$/i.test(first.value) && rest.length > 0;
    const [url, ...items] = hasMethod ? rest : options.operands;
    if (url === undefined || options.has('offline')) return {};
    const address = withValue(url, addressOf(url.value, scheme));
    const method = hasMethod ? first.value.toUpperCase() : '';
    const body = bodyOf(items, options.all('raw'), command.stdin !== undefined && !options.has('ignore-stdin', 'I'));
    const outputs = options.has('d', 'download')
      ? [options.value('o', 'output') ?? nameFromUrl(address, 'index')]
      : options.all('o', 'output');
    const flags: EffectFlag[] = [
      ...(options.value('verify')?.value === 'no' ? (['insecure'] as const) : []),
      ...(method === 'DELETE' ? (['delete'] as const) : []),
    ];
    return transfer({ urls: [address], body, outputs: outputs.map((word) => inFolder(undefined, word)), flags }, command, setting);
  };

/** `:3000/x` and `/x` mean this machine. */
function addressOf(written: string, scheme: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(written)) return written;
  if (/^:[0-9]*(?:\/|$)/.test(written)) return `http://localhost${written === ':' ? '' : written}`;
  return `${scheme}://${written.startsWith('/') ? `localhost${written}` : written}`;
}

function bodyOf(items: readonly Word[], raw: readonly Word[], stdin: boolean): Body {
  const files: Word[] = [];
  const texts: Word[] = [...raw];
  for (const item of items) {
    // `==` is a query parameter, `:` alone a header; `@`, `=@` and `:=@` take a file.
    const separator = /^[^=:@]*(==|:=@|=@|:=|=|@|:)(.*)$/s.exec(item.value);
    const value = separator?.[2] ?? '';
    if (separator?.[1]?.endsWith('@')) files.push(withValue(item, value.replace(/;type=.*$/s, '')));
    else if (separator?.[1] === '=' || separator?.[1] === ':=') texts.push(withValue(item, value));
  }
  return { files, texts: texts.length === 0 && files.length === 0 && stdin ? [literal('')] : texts, stdin };
}
