import { Receiver } from './support/receiver';
import { runProgram } from './support/run-child';

test('shutdown gives all file descriptors back', async () => {
  const receiver = await Receiver.start();
  const environment = { ENDPOINT: receiver.endpoint };
  const { stdout, stderr } = await runProgram('provider-lives.mjs', { environment });
  await receiver.stop();
  expect(stderr).toBe('');
  expect(Number(stdout)).toBeLessThanOrEqual(0);
});
