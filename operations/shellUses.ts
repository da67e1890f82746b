// What lines of shell use, without running them: the programs that they call and the variables that must be set.
import { parse } from "shell-quote";

export interface ShellUses {
  /** In the order of the lines. What a program runs in its turn, as sudo does, is not looked into. */
  readonly programs: readonly string[];
  /** Those that nothing in the lines sets, and that have no default. */
  readonly variables: readonly string[];
  /** Lines in which something is beyond this reading, each with what. */
  readonly unread: readonly string[];
}

/** Stands for the value of a variable, or of a command in parentheses. */
const value = "\u0001";

const assignment = /^([A-Za-z_]\w*)\+?=/;
/** After these a command begins. */
const openers = new Set(["if", "then", "elif", "else", "while", "until", "do", "!", "{", "time"]);
/** These end one. */
const closers = new Set(["fi", "done", "}"]);
/** What follows these is no command of the ordinary form. */
const others = new Set(["for", "case", "select", "function", "coproc", "[["]);
/** Builtins whose arguments become variables. */
const setters = new Set(["export", "readonly", "declare", "local", "typeset", "read"]);
const redirections = new Set([">", ">>", "<", ">&", "<&", "<<<", ">|", "&>"]);
/** `$?`, `$$` and so on, which the shell itself sets. */
const ofShell = /^[?$!#@*-]$/;

export function shellUses(lines: readonly string[]): ShellUses {
  const programs = new Set<string>();
  const used = new Set<string>();
  const set = new Set<string>();
  const unread: string[] = [];
  for (const line of lines) {
    const tokens = parse(line, (name) => {
      const needed = neededVariable(name);
      if (needed !== undefined) used.add(needed);
      return value;
    });
    const stopped = readLine(tokens, new LineReader(programs, set));
    if (stopped !== undefined) unread.push(`\`${line}\` uses ${stopped}`);
  }
  return { programs: [...programs], variables: [...used].filter((name) => !set.has(name)), unread };
}

/** The variable that an expansion needs to be set: `X%/*` needs X; `X:-y`, which has a default, needs none. */
function neededVariable(expansion: string): string | undefined {
  if (expansion === "" || ofShell.test(expansion)) return undefined;
  const [, name, rest = ""] = /^[#!]?(\w+)(.*)$/.exec(expansion) ?? [];
  return name === undefined || /^:?[-+=]/.test(rest) ? undefined : name;
}

type Token = ReturnType<typeof parse>[number];

/** @returns what ended the reading before the line did, if so */
function readLine(tokens: readonly Token[], reader: LineReader): string | undefined {
  for (const token of tokens) {
    if (typeof token !== "string" && "comment" in token) continue;
    const stopped = reader.read(token);
    if (stopped !== undefined) return stopped;
  }
  return undefined;
}

/** Follows one line, word by word. */
class LineReader {
  readonly #programs: Set<string>;
  readonly #set: Set<string>;
  #atCommand = true;
  #atTarget = false;
  #setting = false;
  /** The token before, an operator in a form that no word has. */
  #last = "";
  /** Whether a command was still due where each open parenthesis stands. */
  readonly #outer: boolean[] = [];

  constructor(programs: Set<string>, set: Set<string>) {
    this.#programs = programs;
    this.#set = set;
  }

  /** @returns what it cannot read, if so */
  read(token: Token): string | undefined {
    const { word, op } = partsOf(token);
    const stopped = op === undefined ? this.#word(word) : this.#operator(op);
    this.#last = op === undefined ? word : `\n${op}`;
    return stopped;
  }

  #operator(op: string): string | undefined {
    if (op === "<<") return "a document in the script";
    if (op === ";;") return "a case";
    if (op === "(" && this.#last === "\n(") return "arithmetic";
    const afterWord = this.#last !== "" && !this.#last.startsWith("\n") && !this.#last.endsWith(value);
    if (op === "(" && afterWord) return "a function";
    if (redirections.has(op)) {
      this.#atTarget = true;
    } else if (op === ")") {
      this.#atCommand = this.#outer.pop() ?? false;
    } else {
      if (op.endsWith("(")) this.#outer.push(this.#atCommand);
      this.#atCommand = true;
      this.#setting = false;
    }
    return undefined;
  }

  #word(word: string): string | undefined {
    if (word.includes("`")) return "backquotes; $(…) is read";
    if (word.includes(`${value}(`)) return "a command within quotes; one in a variable is read";
    if (this.#atTarget) {
      this.#atTarget = false;
      return undefined;
    }
    if (this.#atCommand) return this.#commandWord(word);
    const name = this.#setting ? /^([A-Za-z_]\w*)(?:=|$)/.exec(word)?.[1] : undefined;
    if (name !== undefined) this.#set.add(name);
    return undefined;
  }

  #commandWord(word: string): string | undefined {
    const assigned = assignment.exec(word)?.[1];
    if (assigned !== undefined) {
      this.#set.add(assigned);
      return undefined;
    }
    if (openers.has(word)) return undefined;
    if (others.has(word)) return `\`${word}\``;
    this.#atCommand = false;
    if (closers.has(word)) return undefined;
    if (word.includes(value)) return "a program that a variable names";
    this.#setting = setters.has(word);
    this.#programs.add(word);
    return undefined;
  }
}

function partsOf(token: Token): { word: string; op?: string } {
  if (typeof token === "string") return { word: token };
  if ("pattern" in token) return { word: String(token.pattern) };
  return "op" in token ? { word: "", op: String(token.op) } : { word: "" };
}
