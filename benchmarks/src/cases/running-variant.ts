import type { Pinning } from '../harness/pinning.ts';
import { ApplicationProcess } from '../service/application-process.ts';
import type { Aside } from './service-aside.ts';
import type { ServiceSettings } from './service-result.ts';
import { MeasuredRound, type ServiceRoundResult } from './service-round.ts';

const resourceAttributes = { 'service.name': 'shop', 'service.version': '1.4.2' };

/** One round of one variant, whose process is killed when something fails. */
export class RunningVariant {
  readonly #application: ApplicationProcess;
  readonly #round: MeasuredRound;
  #atFixedRate: Awaited<ReturnType<MeasuredRound['atFixedRate']>> | undefined;

  private constructor(application: ApplicationProcess, round: MeasuredRound) {
    this.#application = application;
    this.#round = round;
  }

  static async start(
    task: { variant: string; round: number; settings: ServiceSettings; profiled: boolean },
    { receiver, upstream, load }: Aside,
    pinning: Pinning,
  ): Promise<RunningVariant> {
    const application = await ApplicationProcess.start({
      variant: task.variant,
      telemetry: { endpoint: receiver.endpoint, resourceAttributes },
      upstreamUrl: upstream.firstLine,
      nodeOptions: task.settings.nodeOptions,
      pinning,
    });
    const round = new MeasuredRound({ ...task, application, load, receiver });
    return new RunningVariant(application, round);
  }

  async runAlone(): Promise<ServiceRoundResult> {
    try {
      await this.runAtFixedRate();
      return await this.runSaturated();
    } catch (error) {
      this.kill();
      throw error;
    }
  }

  async runAtFixedRate(): Promise<void> {
    this.#atFixedRate = await this.#round.atFixedRate();
  }

  async runSaturated(): Promise<ServiceRoundResult> {
    if (this.#atFixedRate === undefined) throw new Error('the phases at a fixed rate come first');
    const result = await this.#round.saturated(this.#atFixedRate);
    await this.#application.stop();
    return result;
  }

  kill(): void {
    this.#application.kill();
  }
}
