import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where systems keep a Chromium; `CHROMIUM` names another. */
const PLACES = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const browserPath = PLACES.find((path) => path !== undefined && path !== '' && existsSync(path));

export function launchBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error(NO_BROWSER);
  return chromium.launch({ executablePath: browserPath });
}

export const NO_BROWSER = 'there is no Chromium here: install Debian’s package chromium, or say where it is in CHROMIUM';
