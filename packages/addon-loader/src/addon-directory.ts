/** Shared by all copies of the packages in one environment; `setAddonDirectory()` of `api-bridge` writes it. */
export const kAddonDirectory = Symbol.for('otel-addons');

/** A folder with addons that someone chose, and how: for messages. */
export interface ChosenDirectory {
  readonly path: string;
  readonly by: string;
}

/** The folder that the application set in code, else that of `OTEL_NATIVE_ADDON_DIR`. */
export function chosenDirectory(): ChosenDirectory | undefined {
  const set = (globalThis as { [kAddonDirectory]?: string })[kAddonDirectory];
  if (set !== undefined) return { path: set, by: 'addonDirectory' };
  const path = process.env['OTEL_NATIVE_ADDON_DIR']?.trim() ?? '';
  return path === '' ? undefined : { path, by: 'OTEL_NATIVE_ADDON_DIR' };
}
