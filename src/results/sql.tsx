import { Clipboard } from '@jupyterlab/apputils';
import { CodeEditor, CodeEditorWrapper } from '@jupyterlab/codeeditor';
import type { IEditorServices } from '@jupyterlab/codeeditor';
import { Widget } from '@lumino/widgets';
import * as React from 'react';

import { Button } from './button';
import { useResult } from './context';
import { failureOf } from './failure';
import { FailureNote } from './failurenote';
import { useAction } from './hooks';
import { EVENT_LIMIT } from './investigation';
import { needsYear } from './scope';
import { afterPaint } from './turns';

/** The investigation SQL of exactly this finding, and what to do with it. */
export function Sql(): React.ReactElement | null {
  const { model } = useResult();
  const { trans, format, notebook, investigation } = model;
  const action = useAction(model);
  const { evidence, sql, reading } = investigation;
  if (!evidence) {
    return null;
  }
  const { grid } = evidence;
  if (!sql) {
    return <FailureNote failure={failureOf(evidence.error ?? model.planError, trans)} />;
  }
  const { from, to } = evidence.times;
  return (
    <section className="jp-SecurityLake-sql" aria-label={trans.__('Investigation SQL')}>
      <p className="jp-SecurityLake-faint">
        {trans.__(
          'The raw events of %1 UTC, newest first:',
          format.span(from, to, grid.bucketMs, needsYear(model.document))
        )}
      </p>
      <div className="jp-SecurityLake-actions">
        {notebook && (
          <Button
            kind="primary"
            title={notebook.obstacle ?? undefined}
            onClick={() => action.run(() => model.insertSql())}
          >
            {notebook.obstacle
              ? trans.__('Insert in a new notebook')
              : trans.__('Insert in notebook')}
          </Button>
        )}
        <Button
          onClick={() => action.run(() => Clipboard.copyToSystem(sql.sql), trans.__('Copied'))}
        >
          {trans.__('Copy')}
        </Button>
        {reading.state === 'running' ? (
          <Button onClick={() => reading.cancel()}>{trans.__('Cancel')}</Button>
        ) : (
          <Button
            title={trans.__('Runs this SQL and shows up to %1 rows', format.number(EVENT_LIMIT))}
            onClick={() => void investigation.read()}
          >
            {trans.__('Show events')}
          </Button>
        )}
        <span role="status" className="jp-SecurityLake-said">
          {action.said}
          {notebook?.obstacle && <span className="jp-SecurityLake-faint">{notebook.obstacle}</span>}
        </span>
      </div>
      {action.failure && <FailureNote failure={action.failure} />}
      <Code text={sql.sql} services={model.editorServices} label={trans.__('Investigation SQL')} />
    </section>
  );
}

/** Read-only text in JupyterLab's own editor; plain text where there is none. */
function Code(props: {
  text: string;
  services: IEditorServices | null;
  label: string;
}): React.ReactElement {
  const { text, services, label } = props;
  const host = React.useRef<HTMLDivElement>(null);
  const [isThere, setIsThere] = React.useState(false);
  // One editor for all texts: making one takes longer than the rest of a finding.
  const model = React.useMemo(() => new CodeEditor.Model({ mimeType: 'text/x-sql' }), []);
  React.useEffect(() => {
    if (model.sharedModel.getSource() !== text) {
      model.sharedModel.setSource(text);
    }
  }, [model, text]);
  // In the layout phase, because a Lumino widget must be disposed while its host is still in the page.
  React.useLayoutEffect(() => {
    if (!services || !host.current?.isConnected) {
      return;
    }
    let editor: CodeEditorWrapper | null = null;
    // Plain text is seen at once; the list mustn't wait for colours.
    const dismiss = afterPaint(() => {
      if (host.current?.isConnected) {
        editor = new CodeEditorWrapper({
          model,
          factory: services.factoryService.newInlineEditor,
          editorOptions: { config: { readOnly: true, lineNumbers: false, lineWrap: true } }
        });
        editor.node.setAttribute('aria-label', label);
        Widget.attach(editor, host.current);
        setIsThere(true);
      }
    });
    return () => {
      dismiss();
      editor?.dispose();
      setIsThere(false);
    };
  }, [services, label, model]);
  React.useEffect(() => () => model.dispose(), [model]);
  return (
    <>
      {services && (
        <div ref={host} className="jp-SecurityLake-code jp-mod-editor" hidden={!isThere} />
      )}
      {!isThere && (
        <pre className="jp-SecurityLake-code" tabIndex={0} aria-label={label}>
          {text}
        </pre>
      )}
    </>
  );
}
