/** Next.js calls it once, before it loads what serves requests. */
export async function register(): Promise<void> {
  // The edge runtime has no native addons and no threads. Next.js replaces the variable when it builds, and leaves the import
  // out of the edge bundle.
  if (process.env.NEXT_RUNTIME === 'nodejs') await import('./instrumentation.node.ts');
}
