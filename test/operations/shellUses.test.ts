// What is read of lines of shell that are not run: programs, variables, and where the reading ends.
import assert from "node:assert/strict";
import { shellUses } from "../../operations/shellUses.ts";

describe("reading lines of shell", () => {
  const read: [string, string[], string[]][] = [
    ['vercel rollback "$PREVIOUS"', ["vercel"], ["PREVIOUS"]],
    [`A=1 B=$C pnpm exec --y \${D:-2} \${E%/*} \${F:?} \${#G}`, ["pnpm"], ["C", "E", "F", "G"]],
    ["x=$(git rev-parse $Q) && echo $x", ["git", "echo"], ["Q"]],
    ["A=$(date) tar -c", ["date", "tar"], []],
    ['echo $(cat f | grep "$Z") more > out', ["echo", "cat", "grep"], ["Z"]],
    ["( cd a; ls ) && make", ["cd", "ls", "make"], []],
    ['if [ -n "$Z" ]; then psql; fi', ["[", "psql"], ["Z"]],
    ["while ! curl x; do sleep 5; done", ["curl", "sleep"], []],
    ["echo '$no' \\$nor # $comment", ["echo"], []],
    ["grep -c x <(ls) 2>&1 >/dev/null", ["grep", "ls"], []],
    ["a & b | c || d", ["a", "b", "c", "d"], []],
    ["echo *.md $? $$", ["echo"], []],
    ['curl --json \'{"a": 1}\' "https://h/$REF/x?y=1"', ["curl"], ["REF"]],
    ["sort < $FILE", ["sort"], ["FILE"]],
    ["./deploy.sh $1", ["./deploy.sh"], ["1"]],
  ];
  for (const [line, programs, variables] of read) {
    it(`finds what is used in: ${line}`, () => {
      assert.deepEqual(shellUses([line]), { programs, variables, unread: [] });
    });
  }

  const beyond: [string, string][] = [
    ["echo `ls`", "backquotes; $(…) is read"],
    ['echo "$(ls)"', "a command within quotes; one in a variable is read"],
    ["$PROGRAM x", "a program that a variable names"],
    ['"$BIN/vercel" x', "a program that a variable names"],
    ["$(which vercel) x", "a program that a variable names"],
    ["for a in b; do x; done", "`for`"],
    ["case $a in b) x;; esac", "`case`"],
    ["[[ -n $a ]]", "`[[`"],
    ["f() { x; }", "a function"],
    ["cat <<END", "a document in the script"],
    ["echo $((1 + 2))", "arithmetic"],
  ];
  for (const [line, what] of beyond) {
    it(`says that it cannot follow: ${line}`, () => {
      assert.deepEqual(shellUses([line]).unread, [`\`${line}\` uses ${what}`]);
    });
  }

  it("takes for set what one of the lines sets", () => {
    const lines = ["A=1", "export B=2", "read C", 'echo "$A" "$B" "$C" "$D"'];
    assert.deepEqual(shellUses(lines).variables, ["D"]);
  });
});
