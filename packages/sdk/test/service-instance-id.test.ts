import { serviceInstanceIdDetector } from '../src/resource/service-instance-id';

const uuidOfVersion4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const detectedId = (detector = serviceInstanceIdDetector) =>
  detector.detect().attributes?.['service.instance.id'];

test('a UUID of version 4, the same for the whole process', () => {
  const id = detectedId();
  expect(id).toMatch(uuidOfVersion4);
  expect(detectedId()).toBe(id);
});

test('another process has another', () => {
  const ids = Array.from({ length: 50 }, () => {
    let id: unknown;
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      id = detectedId(require('../src/resource/service-instance-id').serviceInstanceIdDetector);
    });
    return id;
  });
  expect(new Set(ids).size).toBe(50);
});
