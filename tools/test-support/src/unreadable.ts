/** Options that throw as soon as anyone looks at them. */
export function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** Options of which one throws when it is read. */
export function throwing(name: string): object {
  const get = () => {
    throw new Error('no');
  };
  return Object.defineProperty({}, name, { enumerable: true, get });
}
