# bash completion for asyncdash; the program itself says what can follow.
_asyncdash() {
    local line=${COMP_LINE:0:COMP_POINT} words word index
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    local IFS=$'\n'
    COMPREPLY=($("${words[0]/#\~\//$HOME/}" --complete "${words[@]:1}" 2>/dev/null | cut -f1))
    # bash takes a colon and an equals sign for the end of a word, and completes only what follows.
    local breaks=${COMP_WORDBREAKS//[^:=]/}
    word=${words[-1]}
    if [[ $breaks && $word == *[$breaks]* ]]; then
        for index in "${!COMPREPLY[@]}"; do
            COMPREPLY[index]=${COMPREPLY[index]#"${word%"${word##*[$breaks]}"}"}
        done
    fi
}
complete -o default -F _asyncdash asyncdash
