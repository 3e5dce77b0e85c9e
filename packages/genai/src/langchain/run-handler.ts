import { context as contextApi, type Context } from '@opentelemetry/api';
import { membersOf, textOf, type Members } from '../clients/members';
import { Runs } from '../clients/runs';
import type { CallResult, GenAiCall } from '../calls/gen-ai-call';
import type { AgentResult } from '../operations/agent';
import type { GenAi } from '../operations/gen-ai';
import { quietly } from '../telemetry/quietly';
import type { RunHandler } from './context-storage';
import { graphOf, graphOptions, graphResult } from './graphs';
import { chatOptions, completionOptions, modelResult } from './models';
import type { GraphRun, Run } from './runs';
import { documentsOf, toolFailure, toolOptions, toolResult } from './tools';

type RunId = string | undefined;
/** What LangChain reports of the start of a model. */
type ModelStart = [
  model: unknown,
  input: unknown,
  runId: string,
  parentId: RunId,
  extra: unknown,
  tags: unknown,
  metadata: unknown,
];
type Start = (context: Context | undefined) => GenAiCall<CallResult>;

/**
 * Records runs of LangChain, as a handler of its callbacks.
 *
 * It has `_addRunToRunMap`, so LangChain treats it as a tracer: it calls a tracer at the moment when a run starts, and other handlers later, from a
 * queue. `awaitHandlers` is true, so LangChain waits for the other callbacks. Thus every call has its own times and its own context.
 */
export class LangChainHandler implements RunHandler {
  readonly name = 'otel_native_genai';
  readonly awaitHandlers = true;
  readonly raiseError = false;
  readonly ignoreCustomEvent = true;
  readonly #genAi: GenAi;
  readonly #agents: readonly string[];
  readonly #runs = new Runs<Run>();
  #isStopped = false;

  constructor(genAi: GenAi, agents: readonly string[]) {
    this.#genAi = genAi;
    this.#agents = agents;
  }

  get ignoreLLM(): boolean {
    return this.#isDone;
  }

  get ignoreChain(): boolean {
    return this.#isDone;
  }

  get ignoreAgent(): boolean {
    return this.#isDone;
  }

  get ignoreRetriever(): boolean {
    return this.#isDone;
  }

  /** Stopped, and no run is open. Until then LangChain must still report the ends of runs. */
  get #isDone(): boolean {
    return this.#isStopped && this.#runs.isEmpty;
  }

  /** Managers copy their handlers. */
  copy(): this {
    return this;
  }

  /** Records no new runs. Those that go on end when they end. */
  stop(): void {
    this.#isStopped = true;
  }

  contextOf(runId: string): Context | undefined {
    return this.#runs.contextOf(runId);
  }

  /** Never called. It makes a tracer of this handler. */
  _addRunToRunMap(): void {}

  _createRunForChatModelStart(...start: ModelStart): void {
    this.#startModel(chatOptions, start);
  }

  _createRunForLLMStart(...start: ModelStart): void {
    this.#startModel(completionOptions, start);
  }

  _createRunForToolStart(
    tool: unknown,
    input: unknown,
    runId: string,
    parentId: RunId,
    _tags: unknown,
    metadata: unknown,
    runName: unknown,
    callId: unknown,
  ): void {
    // A tool may be called with no `await` before: an attached context would stay active in the application.
    this.#start(runId, parentId, metadata, false, (context) =>
      this.#genAi.tool.start({ ...toolOptions(membersOf(tool), runName, callId, input), context }),
    );
  }

  _createRunForRetrieverStart(
    _retriever: unknown,
    query: unknown,
    runId: string,
    parentId: RunId,
    _tags: unknown,
    metadata: unknown,
  ): void {
    this.#start(runId, parentId, metadata, true, (context) =>
      this.#genAi.retrieval.start({ query: () => textOf(query), context }),
    );
  }

  _createRunForChainStart(
    chain: unknown,
    inputs: unknown,
    runId: string,
    parentId: RunId,
    _tags: unknown,
    metadata: unknown,
    _runType: unknown,
    runName: unknown,
  ): void {
    if (this.#isStopped) return;
    quietly(() => {
      const parent = this.#runs.get(parentId);
      const about = { chain: membersOf(chain), metadata: membersOf(metadata), runName };
      const graph = graphOf(about, parent?.graph, this.#agents);
      if (graph === undefined) {
        // Nothing of the conventions, but a way to the run around it.
        if (parent !== undefined) this.#runs.add(runId, { ...parent, isOwn: false }, metadata);
        return;
      }
      const record = graph.isAgent ? this.#genAi.agent : this.#genAi.workflow;
      this.#start(
        runId,
        parentId,
        metadata,
        graph.startsLater,
        (context) => record.start({ ...graphOptions(about, inputs), context }),
        graph,
      );
    });
  }

  handleLLMNewToken(_token: unknown, _index: unknown, runId: string): void {
    this.#chunk(runId);
  }

  handleChatModelStreamEvent(_event: unknown, runId: string): void {
    this.#chunk(runId);
  }

  handleLLMEnd(
    output: unknown,
    runId: string,
    _parentId?: unknown,
    _tags?: unknown,
    extra?: unknown,
  ): void {
    this.#end(runId, ({ graph, isStream }) => {
      const result = modelResult(membersOf(output));
      graph?.usage.add(result.usage);
      // LangChain reports an answer from its cache as one token, like a stream of one chunk.
      const isStreamed = isStream === true && membersOf(extra)['cached'] !== true;
      return isStreamed ? { ...result, attributes: { 'gen_ai.request.stream': true } } : result;
    });
  }

  handleLLMError(error: unknown, runId: string): void {
    this.#fail(runId, error, ({ isStream }) =>
      isStream === true ? { attributes: { 'gen_ai.request.stream': true } } : {},
    );
  }

  handleToolEnd(output: unknown, runId: string): void {
    const failure = quietly(() => toolFailure(membersOf(output)));
    if (failure === undefined) this.#end(runId, () => toolResult(output));
    else this.#fail(runId, failure, () => toolResult(output));
  }

  handleToolError(error: unknown, runId: string): void {
    this.#fail(runId, error);
  }

  handleRetrieverEnd(documents: unknown, runId: string): void {
    this.#end(runId, () => ({ documents: () => documentsOf(documents) }) as CallResult);
  }

  handleRetrieverError(error: unknown, runId: string): void {
    this.#fail(runId, error);
  }

  handleChainEnd(outputs: unknown, runId: string): void {
    this.#end(runId, ({ graph }) => graphResult(graph, outputs));
  }

  handleChainError(error: unknown, runId: string): void {
    this.#fail(runId, error, ({ graph }): AgentResult => graphResult(graph, undefined));
  }

  #startModel(
    optionsOf: typeof chatOptions,
    [model, input, runId, parentId, extra, , metadata]: ModelStart,
  ): void {
    const given = [membersOf(model), membersOf(extra), membersOf(metadata)] as const;
    this.#start(runId, parentId, metadata, true, (context) =>
      this.#genAi.inference.start({ ...optionsOf(input, ...given), context }),
    );
  }

  /** @param attaches whether the rest of the calling function is in the context of the call */
  #start(
    runId: string,
    parentId: RunId,
    metadata: unknown,
    attaches: boolean,
    start: Start,
    graph?: GraphRun,
  ): void {
    if (this.#isStopped) return;
    quietly(() => {
      const parent = this.#runs.get(parentId);
      const call = start(this.#runs.contextOf(parentId));
      if (!call.isRecording) return;
      this.#runs.add(runId, { call, isOwn: true, graph: graph ?? parent?.graph }, metadata);
      if (attaches) contextApi.attach(call.context);
    });
  }

  #chunk(runId: string): void {
    const run = this.#runs.get(runId);
    if (run?.isOwn !== true) return;
    run.isStream = true;
    run.call.chunk();
  }

  #end(runId: string, resultOf: (run: Run) => CallResult): void {
    const run = this.#runs.take(runId);
    if (run !== undefined) run.call.end(quietly(() => resultOf(run)));
  }

  #fail(runId: string, error: unknown, resultOf?: (run: Run) => CallResult): void {
    const run = this.#runs.take(runId);
    if (run === undefined) return;
    const result = resultOf && quietly(() => resultOf(run));
    // Graphs pause by an error: an interrupt, or a command to the graph around them.
    if (quietly(() => (error as Members | null)?.['is_bubble_up']) === true) run.call.end(result);
    else run.call.fail(error, result);
  }
}
