import type { IResumePoint } from '../analysis/types';
import type { ISecurityLake } from '../tokens';

/**
 * The lake, but its first run picks up a query that was started before the page was reloaded; the runs after it start
 * as usual.
 */
export function resumingLake(lake: ISecurityLake, resume: IResumePoint): ISecurityLake {
  let pending: IResumePoint | undefined = resume;
  return {
    get changed() {
      return lake.changed;
    },
    get spending() {
      return lake.spending;
    },
    config: () => lake.config(),
    tables: () => lake.tables(),
    refresh: () => lake.refresh(),
    plan: (spec, tables, range) => lake.plan(spec, tables, range),
    cost: lake.cost && (spec => lake.cost!(spec)),
    heldDays: lake.heldDays && ((spec, options) => lake.heldDays!(spec, options)),
    query: (statement, options) => lake.query(statement, options),
    run: (spec, options) => {
      const first = pending;
      pending = undefined;
      return lake.run(spec, first ? { ...options, resume: first } : options);
    }
  };
}
