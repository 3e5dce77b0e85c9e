/** Preloaded into every process of the demo: none stays behind, however the demo ended. */
process.once('disconnect', () => process.exit());
