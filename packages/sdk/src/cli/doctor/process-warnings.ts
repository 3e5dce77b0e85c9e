/** Collects process warnings from now on. Node.js no longer prints them. */
export function listenToProcessWarnings(): readonly string[] {
  const said: string[] = [];
  process.removeAllListeners('warning');
  process.on('warning', ({ message }) => said.push(message));
  return said;
}
