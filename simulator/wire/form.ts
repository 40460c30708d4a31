/** The forms of the AWS Query protocol, drawn as the trees that they name with dots. */
interface Branch {
  [key: string]: Branch | string;
}

/** Many times what the deepest input of the simulated services has. */
const MOST_PARTS = 100;

/**
 * A form as the tree that the SDK's XML reader takes: `Tags.member.1.Key=a` names the same value as
 * `<Tags><member><Key>a</Key></member></Tags>`. Branches have no prototype that a key could reach.
 */
export function tree(fields: Iterable<[string, string]>): unknown {
  const root = sprout();
  for (const [path, value] of fields) {
    const keys = path.split('.', MOST_PARTS + 1);
    if (keys.length > MOST_PARTS)
      throw new Error(`Expected names of at most ${MOST_PARTS} parts, found ${path.slice(0, 100)}… with more.`);
    const leaf = keys.pop()!;
    let branch = root;
    for (const key of keys) {
      const next = (branch[key] ??= sprout());
      if (typeof next === 'string')
        throw new Error(`${path.slice(0, 100)} goes on where the form already has a value.`);
      branch = next;
    }
    branch[leaf] = value;
  }
  return listed(root);
}

/** Turns branches numbered 1, 2, 3… into lists. */
function listed(node: Branch | string): unknown {
  if (typeof node === 'string') return node;
  const entries = Object.entries(node);
  if (entries.some(([key]) => !/^\d+$/.test(key))) {
    return Object.fromEntries(entries.map(([key, child]) => [key, listed(child)]));
  }
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => listed(child));
}

const sprout = (): Branch => Object.create(null) as Branch;
