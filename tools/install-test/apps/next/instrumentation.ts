export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    await import('./beside');
    // Under the preload, an SDK runs already.
    if (process.env.STARTED_BY !== 'preload') await import('./instrumentation.node');
  }
}
