/** An include that breaks the rules, and why it may. An exception that nothing uses is reported: delete it then. */
export interface Exception {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** The folders of one package's C++, from the top floor down. A folder includes only its own floor and those below it. */
export interface FloorPlan {
  readonly floors: readonly (readonly string[])[];
  /** Folders of one floor that include nothing of each other in either direction. */
  readonly apart?: readonly string[];
  readonly exceptions?: readonly Exception[];
}

/** The floors of each package, by its folder below `packages/`. */
export const floorPlans: Readonly<Record<string, FloorPlan>> = {
  'native-core': {
    floors: [
      ['binding'],
      ['traces', 'metrics', 'logs'],
      ['pipeline'],
      ['export', 'intake', 'spool'],
      ['otlp'],
      ['ring', 'record'],
      ['account', 'platform'],
    ],
    apart: ['traces', 'metrics', 'logs'],
  },
  'exporter-otlp-local': {
    floors: [
      ['binding'],
      ['exporter'],
      ['engine', 'otlp', 'retry'],
      ['http', 'gzip', 'tls'],
      ['net'],
      ['platform', 'host'],
    ],
  },
  'metrics-system': {
    floors: [
      ['binding'],
      ['observer', 'claim', 'loop'],
      ['reader'],
      ['proc', 'cgroup'],
      ['file'],
      ['platform'],
      ['snapshot'],
    ],
  },
  'native-platform': { floors: [['shared']] },
};
