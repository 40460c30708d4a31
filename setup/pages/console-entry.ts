/** The entries of the console's forms that the workshop fills in: their labels, their values, and where AWS's answer has them. Pure. */
import { steps } from '../../fixtures/demogo';
import type { StepId } from '../../fixtures/inspection/setting';

export interface Entry {
  /** As the form has it. */
  label: string;
  /** As the workshop sets it. */
  value: string;
}

/** The last name of AWS's path of each. */
const fields = {
  minimum: 'MinCapacity',
  maximum: 'MaxCapacity',
  policyType: 'PolicyType',
  policyName: 'PolicyName',
  policyMetric: 'PredefinedMetricType',
  policyTarget: 'TargetValue',
  cooldown: 'ScaleOutCooldown',
  providerName: 'name',
  managedScaling: 'status',
  targetCapacity: 'targetCapacity',
  termination: 'managedTerminationProtection',
  strategy: 'defaultCapacityProviderStrategy',
  groupPolicyName: 'PolicyName',
  groupPolicyMetric: 'PredefinedMetricType',
  groupPolicyTarget: 'TargetValue',
  warmup: 'EstimatedInstanceWarmup',
  groupMin: 'MinSize',
  groupMax: 'MaxSize',
  groupCooldown: 'DefaultCooldown',
} as const satisfies Partial<Record<StepId, string>>;

/** A step that fills in an entry. */
export type EntryStep = keyof typeof fields;

/** Whether the step fills in an entry of a form. */
export const isEntryStep = (step: string): step is EntryStep => Object.hasOwn(fields, step);

/** Whether the field is the step's entry; a step may also stand for what no form shows. @param field AWS's own path */
export const isItsEntry = (step: string, field: string): step is EntryStep =>
  isEntryStep(step) && field.slice(field.lastIndexOf('.') + 1) === fields[step];

/** Without the Korean words for choosing it. */
export function entryOf(step: EntryStep): Entry {
  const [label = '', value = ''] = steps[step].quote.split(': ');
  return { label, value: value.replace(/^드롭다운에서 /, '').replace(/[을를] 선택합니다\.$/, '') };
}
