import { setAddonDirectory } from '@otel-native/api-bridge';

test('the folder of the addons is where the loaders of all copies look', () => {
  const key = Symbol.for('otel-addons');
  const place = globalThis as { [key]?: string };
  setAddonDirectory('/opt/addons');
  expect(place[key]).toBe('/opt/addons');
  delete place[key];
});
