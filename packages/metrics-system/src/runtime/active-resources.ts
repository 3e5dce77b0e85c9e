import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api';
import type { Part } from '../part';
import { LabelledPoints } from './labelled-points';

/** Reports `v8js.resource.active`: how many resources of each type keep the event loop alive. */
export class ActiveResources implements Part {
  readonly absent = [];
  readonly #points: LabelledPoints;

  constructor(target: Observable, attributes: Attributes) {
    this.#points = new LabelledPoints([target], attributes, 'v8js.resource.type');
  }

  observe(result: BatchObservableResult): void {
    const points = this.#points;
    points.begin();
    for (const type of process.getActiveResourcesInfo()) points.add(points.row(type), 1);
    points.observe(result);
  }

  stop(): void {}
}
