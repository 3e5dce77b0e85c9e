import { kNumberBankDoubles, kValueDouble } from '../../record/format.gen';
import type { Aggregator } from './aggregator';
import { ExemplarReservoir } from './exemplar-reservoir';

abstract class NumberAggregator implements Aggregator {
  readonly bankDoubles = kNumberBankDoubles;

  reservoir(): ExemplarReservoir {
    return new ExemplarReservoir(1, false);
  }
  bucketOf(): number {
    return 0;
  }
  reset(memory: Float64Array, bank: number): void {
    memory[bank + kValueDouble] = 0;
  }
  abstract add(memory: Float64Array, bank: number, value: number): void;
}

/** https://opentelemetry.io/docs/specs/otel/metrics/sdk/#sum-aggregation */
export class SumAggregator extends NumberAggregator {
  override add(memory: Float64Array, bank: number, value: number): void {
    memory[bank + kValueDouble] = memory[bank + kValueDouble]! + value;
  }
}

/** https://opentelemetry.io/docs/specs/otel/metrics/sdk/#last-value-aggregation */
export class LastValueAggregator extends NumberAggregator {
  override add(memory: Float64Array, bank: number, value: number): void {
    memory[bank + kValueDouble] = value;
  }
}
