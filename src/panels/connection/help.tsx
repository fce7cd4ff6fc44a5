import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

/** Failures that a grant of Lake Formation, or the lack of one, explains. */
const OF_GRANTS = new Set([
  'lake-formation',
  'columns-denied',
  'database-missing',
  'table-missing',
  'catalog',
  'permission'
]);

/** Who has to grant what, for a lake that is shared by Lake Formation. Open when that may be what is wrong. */
export function Grants(props: {
  failure: string | undefined;
  trans: TranslationBundle;
}): JSX.Element {
  const { failure, trans } = props;
  const mayBeIt = failure !== undefined && OF_GRANTS.has(failure);
  return (
    <Help
      key={String(mayBeIt)}
      title={trans.__('What Lake Formation has to grant')}
      isOpen={mayBeIt}
    >
      <p className="jp-SecurityLake-pageText">
        {trans.__(
          'Security Lake’s tables are shared by Lake Formation. In your account you see a resource link, which only points to the owner’s table. Both have to be granted to the role of the Jupyter server, and what isn’t granted looks as if it weren’t there.'
        )}
      </p>
      <ul className="jp-SecurityLake-explanationList">
        <li>
          {trans.__(
            'On the target table, under the owner’s account and database name: %1.',
            'SELECT, DESCRIBE'
          )}
        </li>
        <li>
          {trans.__(
            'On the resource link, in your own account: %1. It gives no right on the target.',
            'DESCRIBE'
          )}
        </li>
        <li>{trans.__('On the database “default”: %1.', 'DESCRIBE')}</li>
        <li>
          {trans.__(
            'In IAM: %1, and Athena’s operations on the workgroup.',
            'lakeformation:GetDataAccess, glue:GetDatabase*, glue:GetTable*, glue:GetPartitions'
          )}
        </li>
      </ul>
      <p className="jp-SecurityLake-pageText">
        {trans.__(
          'A new share is an invitation in AWS Resource Access Manager, which somebody has to accept within 12 hours.'
        )}
      </p>
    </Help>
  );
}

/** What to set so that another lake than the demo answers. */
export function OwnLake({ trans }: { trans: TranslationBundle }): JSX.Element {
  return (
    <Help title={trans.__('How to ask your own lake')} isOpen>
      <p className="jp-SecurityLake-pageText">
        {trans.__(
          'Where queries go is set on the Jupyter server, never in this page. Give it AWS credentials and set, before it starts:'
        )}
      </p>
      <pre className="jp-SecurityLake-detailsText">
        {[
          'SECURITY_LAKE_ML_BACKEND=athena',
          'SECURITY_LAKE_ML_WORKGROUP=primary',
          'AWS_REGION=us-east-1'
        ].join('\n')}
      </pre>
      <p className="jp-SecurityLake-pageText">
        {trans.__('Then check again. docs/configuration.md lists all that can be set.')}
      </p>
    </Help>
  );
}

interface IHelpProps {
  title: string;
  /** Whether it is open to begin with. */
  isOpen: boolean;
  children: React.ReactNode;
}

/** An explanation that can be folded away. */
function Help({ title, isOpen, children }: IHelpProps): JSX.Element {
  return (
    <details className="jp-SecurityLake-explanation" open={isOpen}>
      <summary className="jp-SecurityLake-explanationTitle">{title}</summary>
      {children}
    </details>
  );
}
