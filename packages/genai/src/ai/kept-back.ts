import { errorDetails } from '../values/error-details';
import type { AiEvent, Answer, ToolOutput } from './ai-events';

/** What a call keeps back, by `recordInputs` and `recordOutputs`. Versions of the AI SDK below 7.0.163 report it nevertheless. */
export class KeptBack {
  readonly inputs: boolean;
  readonly outputs: boolean;

  constructor({ recordInputs, recordOutputs }: AiEvent) {
    this.inputs = recordInputs === false;
    this.outputs = recordOutputs === false;
  }

  answer<Reported extends Answer>(answer: Reported): Reported {
    return this.outputs ? { ...answer, content: [] } : answer;
  }

  toolOutput(output: ToolOutput | undefined): ToolOutput | undefined {
    if (output?.type === 'tool-error') return { ...output, error: this.error(output.error) };
    return this.outputs ? undefined : output;
  }

  /** The message of an error may have inputs or outputs in it. Its class has none. */
  error(error: unknown): unknown {
    return this.inputs || this.outputs ? { name: errorDetails(error).type } : error;
  }
}
