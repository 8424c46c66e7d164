# fish completion for asyncdash; the program itself says what can follow.
function __asyncdash_complete
    set -l words (commandline -opc | string unescape)
    set -l program (string replace -r '^~(?=/)' -- $HOME $words[1])
    # A word that is being quoted begins with its quote.
    set -l word (commandline -ct | string trim -l -c '\'"' | string unescape)
    set -l found ($program --complete $words[2..-1] "$word" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path "$word"
    end
end
complete -c asyncdash -f -a '(__asyncdash_complete)'
