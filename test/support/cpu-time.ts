/** Milliseconds of processor time that this process has used: unlike the clock on the wall, it does not run while others do. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
