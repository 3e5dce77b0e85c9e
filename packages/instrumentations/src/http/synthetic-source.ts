/** Parts of user agents that are no users: https://opentelemetry.io/docs/specs/semconv/registry/attributes/user-agent/ */
const kTests = ['alwayson'];
const kBots = ['googlebot', 'bingbot'];

/** Returns the value of `user_agent.synthetic.type`; undefined for the agent of a user. */
export function syntheticSource(userAgent: string): 'test' | 'bot' | undefined {
  const agent = userAgent.toLowerCase();
  if (kTests.some((name) => agent.includes(name))) return 'test';
  if (kBots.some((name) => agent.includes(name))) return 'bot';
  return undefined;
}
