// The entry of the empty pack: plain JavaScript, as that of the project's own pack.
import "./pack.ts";
