/** The name, with the first free number if it is already taken: "Phone", "Phone 2". */
export function freeName(name: string, taken: readonly string[]): string {
  let found = name;
  for (let number = 2; taken.includes(found); number++) found = `${name} ${number}`;
  return found;
}
