import { detectResources, hostDetector as official } from '@opentelemetry/resources';
import { hostDetector } from '../src/resource/host-detector';

test('tells what the official detector tells', async () => {
  const expected = detectResources({ detectors: [official] });
  await expected.waitForAsyncAttributes?.();
  const resource = detectResources({ detectors: [hostDetector] });
  await resource.waitForAsyncAttributes?.();
  expect(resource.attributes).toEqual(expected.attributes);
  expect(resource.attributes['host.name']).not.toBe('');
});

test('on Linux nothing is left to wait for', () => {
  if (process.platform !== 'linux') return;
  expect(detectResources({ detectors: [hostDetector] }).asyncAttributesPending).toBeFalsy();
});
