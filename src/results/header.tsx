import { Clipboard } from '@jupyterlab/apputils';
import * as React from 'react';

import { Button } from './button';
import { useResult } from './context';
import { FailureNote } from './failurenote';
import { useAction } from './hooks';
import { Receipts } from './receipts';
import { notesOf, scopeOf } from './scope';
import { verdictOf } from './verdict';
import { toText } from './text';

/** Title, what was looked at in full, the verdict, and what can be done with the result as a whole. */
export function Header(): React.ReactElement {
  const { model, id } = useResult();
  const { trans, format, document, notebook, save, phase } = model;
  const action = useAction(model);
  const [isOpen, setIsOpen] = React.useState(false);
  const isRun = document?.findings ? true : false;
  return (
    <header className="jp-SecurityLake-Result-header">
      <div className="jp-SecurityLake-Result-titleline">
        <h1 className="jp-SecurityLake-Result-title">{model.title}</h1>
        {document?.demo && (
          <span className="jp-SecurityLake-badge">{trans.__('Demo lake · not your data')}</span>
        )}
        <div className="jp-SecurityLake-actions">
          {phase !== 'running' && document && phase !== 'not-run' && (
            <Button onClick={() => void model.run()}>{trans.__('Run again')}</Button>
          )}
          {document && isRun && (
            <>
              {notebook && (
                <Button
                  title={notebook.obstacle ?? undefined}
                  onClick={() => action.run(() => notebook.openInNotebook(document))}
                >
                  {notebook.obstacle
                    ? trans.__('Open in a new notebook')
                    : trans.__('Open in notebook')}
                </Button>
              )}
              {save && (
                <Button onClick={() => action.run(() => save(document), trans.__('Saved'))}>
                  {trans.__('Save')}
                </Button>
              )}
              <Button
                onClick={() =>
                  action.run(
                    () =>
                      Clipboard.copyToSystem(toText(document, { trans, format, plan: model.plan })),
                    trans.__('Copied')
                  )
                }
                title={trans.__('Copy title, scope, verdict and findings as text')}
              >
                {trans.__('Copy text')}
              </Button>
              <Button
                label={trans.__('Queries of this result')}
                title={trans.__('Queries of this result')}
                pressed={isOpen}
                onClick={() => setIsOpen(!isOpen)}
              >
                ⋯
              </Button>
            </>
          )}
        </div>
      </div>
      {document && (
        <p className="jp-SecurityLake-Result-scope" id={`${id}-scope`}>
          {scopeOf(document, format, trans).join(' · ')}
        </p>
      )}
      {document && isRun && (document.series?.keys.length ?? 0) > 0 && (
        <p className="jp-SecurityLake-Result-verdict">
          <b>{verdictOf(document, format, trans)}</b> {notesOf(document, format, trans).join(' ')}
        </p>
      )}
      <span role="status" className="jp-SecurityLake-said">
        {action.said}
      </span>
      {action.failure && <FailureNote failure={action.failure} />}
      {isOpen && document && (
        <Receipts
          receipts={document.receipts}
          ranAt={document.ranAt}
          demo={document.demo}
          keptDays={document.keptDays}
        />
      )}
    </header>
  );
}
