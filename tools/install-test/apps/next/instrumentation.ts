export async function register(): Promise<void> {
  // Under the preload, an SDK runs already.
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.STARTED_BY !== 'preload')
    await import('./instrumentation.node');
}
