/** What the ECS agent of an EC2 instance registers, by the instance's type. */

export interface Resources {
  /** CPU units. */
  cpu: number;
  /** MiB. */
  memory: number;
}

/** MiB and vCPUs of the burstable types' small sizes (EC2 user guide, "Burstable performance instances"). */
const BURSTABLE: Readonly<Record<string, { vcpus: number; mebibytes: number }>> = {
  nano: { vcpus: 2, mebibytes: 512 },
  micro: { vcpus: 2, mebibytes: 1024 },
  small: { vcpus: 2, mebibytes: 2048 },
  medium: { vcpus: 2, mebibytes: 4096 },
  large: { vcpus: 2, mebibytes: 8192 },
  xlarge: { vcpus: 4, mebibytes: 16_384 },
  '2xlarge': { vcpus: 8, mebibytes: 32_768 },
};

/** GiB for each vCPU of the other families, generation 4 and later (EC2 user guide, "Instance types"). */
const GIB_PER_VCPU: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };

/**
 * The kernel and the agent keep a part: the lab's author saw 7764 MiB of an m5d.large's 8192. That it is the same share of
 * other sizes is inferred.
 */
const SHARE = 7764 / 8192;

/** @returns undefined for a type that is not known */
export function registeredResources(instanceType: string): Resources | undefined {
  const [, letter = '', generation, size = ''] = /^([cmrt])(\d)[a-z]*\.(\w+)$/.exec(instanceType) ?? [];
  if (letter === 't') {
    const found = BURSTABLE[size];
    // The small sizes of t2 have one vCPU.
    const vcpus = generation === '2' && /^(nano|micro|small)$/.test(size) ? 1 : found?.vcpus;
    return found && vcpus ? registered(vcpus, found.mebibytes) : undefined;
  }
  const gib = GIB_PER_VCPU[letter];
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  const vcpus = size === 'large' ? 2 : times === undefined ? undefined : 4 * Number(times || 1);
  return gib && vcpus ? registered(vcpus, vcpus * gib * 1024) : undefined;
}

const registered = (vcpus: number, mebibytes: number): Resources => ({
  cpu: vcpus * 1024,
  memory: Math.floor(mebibytes * SHARE),
});
