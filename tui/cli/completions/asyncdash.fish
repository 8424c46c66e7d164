# fish completion for asyncdash; the program itself says what can follow.
function __asyncdash_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l found ($words[1] --complete $words[2..-1] "$word" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path "$word"
    end
end
complete -c asyncdash -f -a '(__asyncdash_complete)'
