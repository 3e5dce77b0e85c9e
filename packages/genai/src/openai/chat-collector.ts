import type { InferenceResult } from '../operations/inference';
import { headOf, reasonOf } from './answers';
import { outputMessages } from './chat-content';
import { known, listOf, membersOf, type Members } from '../clients/members';
import type { ChunkCollector } from '../clients/observed-api';
import { tokenUsage } from './token-usage';

interface ToolCall {
  readonly index: unknown;
  id?: unknown;
  type: string;
  name: string;
  text: string;
}

/** One choice, as far as it has arrived. */
interface Choice {
  reason?: unknown;
  role?: unknown;
  content: string;
  refusal: string;
  readonly toolCalls: ToolCall[];
}

/** Puts a chat completion together from its chunks. */
export class ChatCollector implements ChunkCollector<InferenceResult> {
  readonly #keepsContent: boolean;
  /** By their index, without gaps once the stream is complete. */
  readonly #choices: (Choice | undefined)[] = [];
  #head: Members = {};
  #usage: unknown;

  constructor(keepsContent: boolean) {
    this.#keepsContent = keepsContent;
  }

  add(chunk: Members): void {
    const { id, model, service_tier, system_fingerprint, usage, choices } = chunk;
    if (this.#head['id'] === undefined || service_tier !== undefined) {
      this.#head = { ...this.#head, ...known({ id, model, service_tier, system_fingerprint }) };
    }
    if (typeof usage === 'object' && usage !== null) this.#usage = usage;
    for (const choice of listOf(choices)) this.#addTo(choice);
  }

  result(): InferenceResult {
    return {
      ...headOf(this.#head),
      ...(this.#choices.length > 0 && {
        finishReasons: Array.from(this.#choices, (choice) => reasonOf(choice?.reason)),
      }),
      usage: tokenUsage(this.#usage),
      outputMessages: () => this.#messages(),
    };
  }

  failure(): undefined {
    return undefined;
  }

  #addTo({ index, delta, finish_reason }: Members): void {
    // A broken index must not make a list without end.
    if (!Number.isInteger(index) || (index as number) < 0 || (index as number) > 127) return;
    const choice = (this.#choices[index as number] ??= { content: '', refusal: '', toolCalls: [] });
    if (typeof finish_reason === 'string') choice.reason = finish_reason;
    if (!this.#keepsContent) return;
    const { role, content, refusal, tool_calls } = membersOf(delta);
    choice.role ??= role;
    if (typeof content === 'string') choice.content += content;
    if (typeof refusal === 'string') choice.refusal += refusal;
    for (const call of listOf(tool_calls)) addToolCall(choice.toolCalls, call);
  }

  #messages() {
    if (this.#choices.length === 0) return undefined;
    return outputMessages(
      this.#choices
        .filter((choice) => choice !== undefined)
        .map(({ role, content, refusal, toolCalls }) => ({
          message: {
            role,
            content: content === '' ? undefined : content,
            refusal: refusal === '' ? undefined : refusal,
            tool_calls: toolCalls.map(({ id, type, name, text }) => ({
              id,
              type,
              [type]: { name, arguments: text },
            })),
          },
        })),
    );
  }
}

/** The first chunk of a call has its id and name, the others more of its arguments. */
function addToolCall(calls: ToolCall[], delta: Members): void {
  const { index = 0, id, type } = delta;
  const called = membersOf(delta['function'] ?? delta['custom']);
  let call = calls.find((one) => one.index === index);
  if (call === undefined) {
    call = { index, type: typeof type === 'string' ? type : 'function', name: '', text: '' };
    calls.push(call);
  }
  call.id ??= id;
  if (typeof called['name'] === 'string') call.name ||= called['name'];
  const more = called['arguments'] ?? called['input'];
  if (typeof more === 'string') call.text += more;
}
