# bash completion for asyncdash; the program itself says what can follow.
_asyncdash() {
    local line=${COMP_LINE:0:COMP_POINT} words word index
    # shellcheck disable=SC2162 # without -r: a blank of a name stands behind a backslash
    read -a words <<<"$line"
    [[ $line == *[[:space:]] && $line != *\\[[:space:]] ]] && words+=("")
    mapfile -t COMPREPLY < <("${words[0]/#\~\//$HOME/}" --complete "${words[@]:1}" 2>/dev/null | cut -f1)
    # bash takes a colon and an equals sign for the end of a word, and completes only what follows.
    local breaks=${COMP_WORDBREAKS//[^:=]/} before=""
    word=${words[-1]}
    [[ $breaks && $word == *[$breaks]* ]] && before=${word%"${word##*[$breaks]}"}
    for index in "${!COMPREPLY[@]}"; do
        printf -v "COMPREPLY[index]" %q "${COMPREPLY[index]#"$before"}"
    done
}
complete -o default -F _asyncdash asyncdash
