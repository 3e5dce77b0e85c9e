import type { Driver } from '../variants/driver.ts';

/** A flush that fails is a loss, which the receiver's count shows; the round still has its figures. */
export async function flush(driver: Driver): Promise<void> {
  try {
    await driver.flush();
  } catch (error) {
    console.error('flush failed:', error);
  }
}
