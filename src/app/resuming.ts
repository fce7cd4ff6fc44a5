import type { ISecurityLake, IResume } from '../tokens';

/**
 * The lake, but its first run picks up a query that was started before the page was reloaded; the runs after it start
 * as usual.
 */
export function resumingLake(lake: ISecurityLake, resume: IResume): ISecurityLake {
  let pending: IResume | undefined = resume;
  return {
    get changed() {
      return lake.changed;
    },
    config: () => lake.config(),
    tables: () => lake.tables(),
    refresh: () => lake.refresh(),
    plan: (spec, tables, range) => lake.plan(spec, tables, range),
    query: (statement, options) => lake.query(statement, options),
    run: (spec, options) => {
      const first = pending;
      pending = undefined;
      return lake.run(spec, { ...options, resume: first });
    }
  };
}
