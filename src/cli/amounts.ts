/** Microseconds since 1970 as local date and time to the second. */
export function showTime(time: number): string {
  const date = new Date(time / 1000);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}
