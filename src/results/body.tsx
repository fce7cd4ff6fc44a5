import * as React from 'react';

import { Boundary } from './boundary';
import { ResultContext } from './context';
import type { IResultContext } from './context';
import { Filters } from './filters';
import { Finding } from './finding';
import { Header } from './header';
import { Help } from './help';
import { useModel, useRoom } from './hooks';
import { List } from './list';
import type { ResultModel } from './model';
import { NoRows } from './norows';
import { Banner, NothingFound, NotRun, Skeleton } from './states';

/** A whole result: header, filters, list and finding, or the state it is in instead. */
export function ResultBody(props: { model: ResultModel; compact: boolean }): React.ReactElement {
  const model = useModel(props.model);
  const { compact } = props;
  const root = React.useRef<HTMLDivElement>(null);
  const room = useRoom(root);
  const id = React.useId();
  // A new object with each revision: the parts read a model that changes in place.
  const context: IResultContext = { model, compact, room, id };
  return (
    <ResultContext.Provider value={context}>
      <div ref={root} className={`jp-SecurityLake-Result-root jp-mod-${room}`}>
        <Boundary trans={model.trans} key={model.document?.ranAt ?? ''}>
          <Header />
          <Banner />
          <Content />
          {model.panes.help && <Help onClose={() => model.panes.showHelp(false)} />}
        </Boundary>
      </div>
    </ResultContext.Provider>
  );
}

function Content(): React.ReactElement | null {
  const context = React.useContext(ResultContext);
  if (!context) {
    return null;
  }
  const { model, room, id } = context;
  const { document, phase, ranking, panes } = model;
  if (!document || !document.findings) {
    return phase === 'running' ? <Skeleton /> : phase === 'not-run' && document ? <NotRun /> : null;
  }
  if (!document.series || document.series.keys.length === 0) {
    return <NoRows />;
  }
  const isSingle = room === 'single';
  const enter = () => {
    panes.show('finding');
    // After the pane is there.
    requestAnimationFrame(() => window.document.getElementById(`${id}-finding`)?.focus());
  };
  const isNothing = document.findings.findings.length === 0 && ranking.filter !== 'trend';
  return (
    <>
      <Filters />
      {isNothing ? (
        <NothingFound />
      ) : (
        <div className="jp-SecurityLake-Result-panes">
          {(!isSingle || panes.current === 'list') && <List onEnter={enter} />}
          {(!isSingle || panes.current === 'finding') && (
            <Finding onBack={isSingle ? () => panes.show('list') : null} />
          )}
        </div>
      )}
    </>
  );
}
