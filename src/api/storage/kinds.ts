import type {
  CSIDriver,
  CSINode,
  CSIStorageCapacity,
  StorageClass,
  VolumeAttachment,
  VolumeAttributesClass,
} from '../../kube/types.generated.js';
import { type Kinds, kindOf } from '../kind.js';
import { validateCsiDriver, validateCsiNode, validateCsiStorageCapacity, withoutGatedFields } from './csi.js';
import { withCsiDriverDefaults, withStorageClassDefaults } from './defaults.js';
import { validateStorageClass, validateVolumeAttributesClass } from './storage-class.js';
import { validateVolumeAttachment } from './volume-attachment.js';

const attributesClass = kindOf<VolumeAttributesClass>({ namespaced: false, validate: validateVolumeAttributesClass });
const storageCapacity = kindOf<CSIStorageCapacity>({ namespaced: true, validate: validateCsiStorageCapacity });

/** The kinds of storage.k8s.io/v1. */
export const storageKinds: Kinds = new Map([
  [
    'CSIDriver',
    kindOf<CSIDriver>({
      namespaced: false,
      defaults: withCsiDriverDefaults,
      prepare: withoutGatedFields,
      validate: validateCsiDriver,
    }),
  ],
  ['CSINode', kindOf<CSINode>({ namespaced: false, validate: validateCsiNode })],
  ['CSIStorageCapacity', storageCapacity],
  [
    'StorageClass',
    kindOf<StorageClass>({ namespaced: false, defaults: withStorageClassDefaults, validate: validateStorageClass }),
  ],
  ['VolumeAttachment', kindOf<VolumeAttachment>({ namespaced: false, validate: validateVolumeAttachment })],
  ['VolumeAttributesClass', attributesClass],
]);

/** The kinds of storage.k8s.io/v1alpha1 and v1beta1. */
export const storageBetaKinds: Kinds = new Map([
  ['CSIStorageCapacity', storageCapacity],
  ['VolumeAttributesClass', attributesClass],
]);
