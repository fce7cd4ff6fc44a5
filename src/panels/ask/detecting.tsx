import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IDetectorSettings } from '../../analysis/spec';
import { Segments } from './segments';
import { TextField } from './textfield';

export interface IDetectingProps {
  settings: IDetectorSettings;
  onChange: (part: Partial<IDetectorSettings>) => void;
  trans: TranslationBundle;
}

/** How trends, outliers and change points are told. */
export function Detecting({ settings, onChange, trans }: IDetectingProps): JSX.Element {
  return (
    <>
      <Segments
        label={trans.__('Profile')}
        options={[
          {
            key: 'count',
            label: trans.__('Counts'),
            title: trans.__('Made for many short series of counts')
          },
          {
            key: 'seed',
            label: trans.__('Reference'),
            title: trans.__('Decomposition with the inter-quartile rule, and CUSUM')
          }
        ]}
        value={settings.profile}
        onChange={profile => onChange({ profile })}
      />
      {settings.profile === 'count' ? (
        <NumberField
          label={trans.__('False flags per series and year')}
          value={settings.rate}
          least={0.0001}
          most={365}
          hint={trans.__('Higher shows more, and more of it is chance.')}
          onChange={rate => onChange({ rate })}
          trans={trans}
        />
      ) : (
        <>
          <NumberField
            label={trans.__('Outlier beyond … × inter-quartile range')}
            value={settings.iqrMultiple}
            least={0.5}
            most={50}
            hint={trans.__('Short series need a lower multiple: try 3 below about 60 buckets.')}
            onChange={iqrMultiple => onChange({ iqrMultiple })}
            trans={trans}
          />
          <Segments
            label={trans.__('Decomposition')}
            options={[
              { key: 'additive', label: trans.__('Additive') },
              { key: 'multiplicative', label: trans.__('Multiplicative') }
            ]}
            value={settings.decomposition}
            onChange={decomposition => onChange({ decomposition })}
          />
          <NumberField
            label={trans.__('Change point below p =')}
            value={settings.cusumThreshold}
            least={0.000001}
            most={0.5}
            hint={trans.__('0.01 means 99 % confidence.')}
            onChange={cusumThreshold => onChange({ cusumThreshold })}
            trans={trans}
          />
        </>
      )}
    </>
  );
}

interface INumberFieldProps {
  label: string;
  value: number;
  least: number;
  most: number;
  hint: string;
  onChange: (value: number) => void;
  trans: TranslationBundle;
}

function NumberField(props: INumberFieldProps): JSX.Element {
  const { least, most, trans } = props;
  const [problem, setProblem] = React.useState<string | null>(null);
  return (
    <TextField
      label={props.label}
      value={String(props.value)}
      hint={props.hint}
      problem={problem}
      inputMode="decimal"
      onCommit={text => {
        const value = Number(text.trim().replace(',', '.'));
        if (text.trim() && value >= least && value <= most) {
          setProblem(null);
          props.onChange(value);
        } else {
          setProblem(
            trans.__('A number from %1 to %2; %3 counts until then.', least, most, props.value)
          );
        }
      }}
    />
  );
}
