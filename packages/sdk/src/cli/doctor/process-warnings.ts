/** Collects the process warnings from now on, in place of Node.js, which would print them. */
export function listenToProcessWarnings(): readonly string[] {
  const said: string[] = [];
  process.removeAllListeners('warning');
  process.on('warning', ({ message }) => said.push(message));
  return said;
}
