/** The official instrumentations, and nothing that they record. */
import { makeInstrumentations } from './instrumentations.mjs';
import { startFloor } from './start-floor.mjs';

/** @type {import('../driver.ts').StartServiceDriver} */
export const startDriver = () => startFloor(makeInstrumentations());
