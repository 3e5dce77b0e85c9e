import { valuesOf, type Command } from '../command.ts';
import { examine } from './examine.ts';
import { applicationFile } from './installed.ts';
import { reportText } from './print.ts';
import { redactorOfEnvironment } from './redactor.ts';

/** Shows how OpenTelemetry is set up here, and whether traces would arrive. */
export const command: Command = {
  usage: `Usage: npx @otel-native/sdk doctor [--json]

Shows how OpenTelemetry is set up for an application in this folder with this environment: versions, binaries, each OTEL_*
variable and how it is understood, endpoints and what they answer to an empty request, instrumentations. Secrets are masked.

  --json  prints the report as one JSON object

Ends with 0 when traces would arrive, with 1 when they would not.`,
  async run(args) {
    const values = valuesOf(args, { json: { type: 'boolean', default: false } });
    // Resolve packages from the application, not from the script of this command.
    process.argv[1] = applicationFile();
    const report = redactorOfEnvironment().redactAll(await examine());
    console.log(values.json ? JSON.stringify(report, undefined, 2) : reportText(report));
    return report.tracesWouldArrive ? 0 : 1;
  },
};
