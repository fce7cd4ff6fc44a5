import { LabIcon } from '@jupyterlab/ui-components';

import shield from '../../style/icons/shield.svg';
import { NAMESPACE } from '../tokens';

/** The shield of the sidebar, of result tabs and of `.lakeml` files. */
export const shieldIcon = new LabIcon({ name: `${NAMESPACE}:shield`, svgstr: shield });
