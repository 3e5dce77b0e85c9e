/**
 * The two senders for `https:` endpoints, with the variables that choose them. A proxy makes the SDK send through
 * `node:https`; an address that is exempt from the proxy is reached directly. Versions of Node without
 * `--use-env-proxy` use native threads both times.
 */
export const waysToTls: [string, Record<string, string>][] = [
  ['native threads', {}],
  [
    'node:https',
    {
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: 'http://127.0.0.1:1',
      NO_PROXY: '127.0.0.1,localhost',
    },
  ],
];
