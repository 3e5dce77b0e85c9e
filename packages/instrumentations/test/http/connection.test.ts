import { runProgram } from '../support';

interface Printed {
  seen: string[];
  parents: string[];
  ports: boolean[];
}

test.each(['async-local-storage', 'native'])(
  'connections are made in the context of the request, listeners run in that of the caller (%s)',
  async (manager) => {
    const { seen, parents, ports } = await runProgram<Printed>('connection.mjs', manager);
    const paths = ['/first', '/second', '/third', '/foreign'];
    const expected = paths.flatMap((path) => [
      `response of ${path}: caller of ${path}`,
      `end of ${path}: caller of ${path}`,
    ]);
    // An agent of another kind has connected before its request is announced.
    const connects = ['connect: GET', 'foreign connect: caller of /foreign'];
    expect(seen).toEqual([...expected, ...connects].sort());
    expect(parents).toEqual(paths.map((path) => `0 caller of ${path}`).sort());
    // Its port is not known where the Host header is another one.
    expect(ports.filter((isKnown) => isKnown)).toHaveLength(3);
  },
);
