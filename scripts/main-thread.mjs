/** Tasks of the main thread from here on are told, in milliseconds. */
const LEAST = 30;

/**
 * Tasks of the page's main thread while `work` runs: wall time and, for a busy machine, time of the processor; and what
 * `work` said.
 */
export async function tasksOf(page, work) {
  const client = await page.context().newCDPSession(page);
  const events = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await client.send('Tracing.start', {
    traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline'] },
    transferMode: 'ReportEvents'
  });
  const said = await work();
  const complete = new Promise(resolve => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await complete;
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`)
  );
  const tasks = events
    .filter(
      ({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && threads.has(`${pid}:${tid}`)
    )
    .filter(({ dur }) => dur >= LEAST * 1000)
    .sort((a, b) => a.ts - b.ts)
    .map(({ dur, tdur }) => `${Math.round(dur / 1000)} (${Math.round((tdur ?? 0) / 1000)})`);
  return { said, tasks: tasks.join(', ') || `none over ${LEAST}` };
}
