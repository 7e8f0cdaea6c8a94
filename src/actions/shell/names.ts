/** The name by which a program is known: its base name in lower case. */
export function programName(value: string): string {
  const name = value.slice(value.lastIndexOf('/') + 1).toLowerCase();
  return name.endsWith('.exe') ? name.slice(0, -4) : name;
}
