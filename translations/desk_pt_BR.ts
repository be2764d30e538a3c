<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
    <context>
        <name>desk::ui::ChatPane</name>
        <message>
            <source>That message belongs to another ticket of this person.</source>
            <translation>Essa mensagem é de outro chamado desta pessoa.</translation>
        </message>
        <message>
            <source>Choose a ticket. Alt+Down opens the next one.</source>
            <translation>Escolha um chamado. Alt+↓ abre o próximo.</translation>
        </message>
        <message>
            <source>The conversation could not be read.</source>
            <translation>Não foi possível ler a conversa.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Tentar de novo</translation>
        </message>
        <message>
            <source>Nothing has been said on this ticket yet.</source>
            <translation>Ainda não há mensagens neste chamado.</translation>
        </message>
        <message>
            <source>Nothing was new when you opened this conversation.</source>
            <translation>Não havia nada novo quando você abriu esta conversa.</translation>
        </message>
        <message>
            <source>Nothing has been said since that day.</source>
            <translation>Nada foi dito desde esse dia.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ChatView</name>
        <message>
            <source>Conversation</source>
            <translation>Conversa</translation>
        </message>
        <message numerus="yes">
            <source>%n new message(s)</source>
            <translation>
                <numerusform>%n mensagem nova</numerusform>
                <numerusform>%n mensagens novas</numerusform>
            </translation>
        </message>
        <message>
            <source>To the end</source>
            <translation>Ir ao fim</translation>
        </message>
        <message>
            <source>WhatsApp accepted it: %1</source>
            <translation>O WhatsApp aceitou às %1</translation>
        </message>
        <message>
            <source>On the phone: %1</source>
            <translation>Chegou ao celular às %1</translation>
        </message>
        <message>
            <source>Read: %1</source>
            <translation>Lida às %1</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Cliente</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::Composer</name>
        <message>
            <source>Reply</source>
            <translation>Responder</translation>
        </message>
        <message>
            <source>Internal note</source>
            <translation>Nota interna</translation>
        </message>
        <message>
            <source>Attach</source>
            <translation>Anexar</translation>
        </message>
        <message>
            <source>Quick replies</source>
            <translation>Rápidas</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Mensagem</translation>
        </message>
        <message>
            <source>/ quick replies</source>
            <translation>/ respostas rápidas</translation>
        </message>
        <message>
            <source>Draft saved</source>
            <translation>Rascunho salvo</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Você</translation>
        </message>
        <message>
            <source>Replying to %1: %2</source>
            <translation>Respondendo a %1: %2</translation>
        </message>
        <message>
            <source>Save note</source>
            <translation>Salvar nota</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Enviar</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Pôr na fila</translation>
        </message>
        <message>
            <source>This customer asked for no more messages.</source>
            <translation>Este cliente pediu para não receber mais mensagens.</translation>
        </message>
        <message>
            <source>Write a note for the team</source>
            <translation>Escreva uma nota para a equipe</translation>
        </message>
        <message>
            <source>Write a message</source>
            <translation>Escreva uma mensagem</translation>
        </message>
        <message>
            <source>Shift+Enter, new line</source>
            <translation>Shift+Enter, nova linha</translation>
        </message>
        <message>
            <source>No connection: it will be queued</source>
            <translation>Sem conexão: ficará na fila</translation>
        </message>
        <message>
            <source>When you send, the assistant pauses</source>
            <translation>Ao enviar, o assistente fica em pausa</translation>
        </message>
        <message>
            <source>Emoji (Ctrl+.)</source>
            <translation>Emoji (Ctrl+.)</translation>
        </message>
        <message>
            <source>The voice note could not be recorded. Check the microphone.</source>
            <translation>Não foi possível gravar a nota de voz. Verifique o microfone.</translation>
        </message>
        <message>
            <source>It was sent too long ago: WhatsApp takes no changes to it any more.</source>
            <translation>Foi enviada há muito tempo: o WhatsApp não aceita mais mudanças.</translation>
        </message>
        <message>
            <source>You are changing your message from %1. Esc leaves it as it was.</source>
            <translation>Você está editando sua mensagem das %1. Esc a deixa como estava.</translation>
        </message>
        <message>
            <source>Save change</source>
            <translation>Salvar mudança</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::CoreGateway</name>
        <message>
            <source>This computer</source>
            <translation>Este computador</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ImageViewer</name>
        <message>
            <source>Pictures</source>
            <translation>Imagens</translation>
        </message>
        <message>
            <source>Previous (Left)</source>
            <translation>Anterior (←)</translation>
        </message>
        <message>
            <source>Next (Right)</source>
            <translation>Próxima (→)</translation>
        </message>
        <message>
            <source>Smaller (-)</source>
            <translation>Afastar (-)</translation>
        </message>
        <message>
            <source>Larger (+)</source>
            <translation>Aproximar (+)</translation>
        </message>
        <message>
            <source>Turn (R)</source>
            <translation>Girar (R)</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 de %2</translation>
        </message>
        <message>
            <source>This picture cannot be shown.</source>
            <translation>Esta imagem não pode ser mostrada.</translation>
        </message>
        <message>
            <source>Loading…</source>
            <translation>Carregando…</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::LinkBanner</name>
        <message>
            <source>WhatsApp is not linked yet.</source>
            <translation>O WhatsApp ainda não está vinculado.</translation>
        </message>
        <message>
            <source>Link it with the phone to receive and send messages.</source>
            <translation>Vincule pelo celular para receber e enviar mensagens.</translation>
        </message>
        <message>
            <source>The session was closed on the phone.</source>
            <translation>A sessão foi encerrada pelo celular.</translation>
        </message>
        <message>
            <source>Link again; tickets and messages are still here.</source>
            <translation>Vincule de novo; chamados e mensagens continuam aqui.</translation>
        </message>
        <message>
            <source>No connection to WhatsApp since %1.</source>
            <translation>Sem conexão com o WhatsApp desde as %1.</translation>
        </message>
        <message>
            <source>No connection to WhatsApp.</source>
            <translation>Sem conexão com o WhatsApp.</translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) queued.</source>
            <translation>
                <numerusform>%n mensagem na fila.</numerusform>
                <numerusform>%n mensagens na fila.</numerusform>
            </translation>
        </message>
        <message>
            <source>What you write is kept and goes out in order when it is back.</source>
            <translation>O que você escrever fica guardado e sai em ordem quando voltar.</translation>
        </message>
        <message>
            <source>Next try in %1 s</source>
            <translation>Próxima tentativa em %1 s</translation>
        </message>
        <message>
            <source>Link…</source>
            <translation>Vincular…</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Tentar agora</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::MainWindow</name>
        <message>
            <source>Ventanilla</source>
            <translation>Ventanilla</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Arquivo</translation>
        </message>
        <message>
            <source>&amp;New ticket…</source>
            <translation>&amp;Novo chamado…</translation>
        </message>
        <message>
            <source>Link &amp;WhatsApp…</source>
            <translation>Vincular &amp;WhatsApp…</translation>
        </message>
        <message>
            <source>&amp;Settings…</source>
            <translation>&amp;Configurações…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Sair</translation>
        </message>
        <message>
            <source>&amp;Ticket</source>
            <translation>&amp;Chamado</translation>
        </message>
        <message>
            <source>&amp;Take</source>
            <translation>&amp;Assumir</translation>
        </message>
        <message>
            <source>Change &amp;status…</source>
            <translation>Mudar &amp;estado…</translation>
        </message>
        <message>
            <source>T&amp;ransfer…</source>
            <translation>T&amp;ransferir…</translation>
        </message>
        <message>
            <source>&amp;Next ticket</source>
            <translation>&amp;Próximo chamado</translation>
        </message>
        <message>
            <source>&amp;Previous ticket</source>
            <translation>Chamado a&amp;nterior</translation>
        </message>
        <message>
            <source>&amp;Conversation</source>
            <translation>C&amp;onversa</translation>
        </message>
        <message>
            <source>&amp;Reply</source>
            <translation>&amp;Responder</translation>
        </message>
        <message>
            <source>Internal &amp;note</source>
            <translation>&amp;Nota interna</translation>
        </message>
        <message>
            <source>&amp;Pause or resume the assistant</source>
            <translation>&amp;Pausar ou retomar o assistente</translation>
        </message>
        <message>
            <source>Send the last refused message &amp;again</source>
            <translation>Reenviar a última r&amp;ecusada</translation>
        </message>
        <message>
            <source>To the &amp;end</source>
            <translation>Ir ao &amp;fim</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>E&amp;xibir</translation>
        </message>
        <message>
            <source>&amp;Search</source>
            <translation>&amp;Buscar</translation>
        </message>
        <message>
            <source>&amp;Details</source>
            <translation>&amp;Detalhes</translation>
        </message>
        <message>
            <source>Next &amp;pane</source>
            <translation>Próximo &amp;painel</translation>
        </message>
        <message>
            <source>&amp;Compact list</source>
            <translation>Lista &amp;compacta</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>A&amp;juda</translation>
        </message>
        <message>
            <source>&amp;Keys</source>
            <translation>&amp;Teclas</translation>
        </message>
        <message>
            <source>Ticket %1 is nobody&apos;s now.</source>
            <translation>O ticket %1 ficou sem responsável.</translation>
        </message>
        <message>
            <source>Ticket %1 is yours now.</source>
            <translation>O ticket %1 agora é seu.</translation>
        </message>
        <message>
            <source>Ticket %1 given to %2.</source>
            <translation>Ticket %1 transferido para %2.</translation>
        </message>
        <message>
            <source>Setup &amp;assistant…</source>
            <translation>&amp;Assistente de configuração…</translation>
        </message>
        <message>
            <source>&amp;Panel</source>
            <translation>&amp;Painel</translation>
        </message>
        <message>
            <source>&amp;Open the panel</source>
            <translation>&amp;Abrir o painel</translation>
        </message>
        <message>
            <source>&amp;Share the panel…</source>
            <translation>&amp;Compartilhar o painel…</translation>
        </message>
        <message>
            <source>E&amp;moji…</source>
            <translation>E&amp;moji…</translation>
        </message>
        <message>
            <source>&amp;Go to a day…</source>
            <translation>&amp;Ir para um dia…</translation>
        </message>
        <message>
            <source>To what is ne&amp;w</source>
            <translation>Para o que é no&amp;vo</translation>
        </message>
        <message>
            <source>&amp;Tickets</source>
            <translation>&amp;Tickets</translation>
        </message>
        <message>
            <source>C&amp;ustomers</source>
            <translation>&amp;Clientes</translation>
        </message>
        <message>
            <source>&amp;Outbox</source>
            <translation>Caixa de &amp;saída</translation>
        </message>
        <message>
            <source>Sort and &amp;filter…</source>
            <translation>&amp;Ordenar e filtrar…</translation>
        </message>
        <message>
            <source>Show the &amp;customer</source>
            <translation>Ver o &amp;cliente</translation>
        </message>
        <message>
            <source>Copy its &amp;number</source>
            <translation>Copiar o &amp;folio</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::NewTicketDialog</name>
        <message>
            <source>Open ticket</source>
            <translation>Abrir chamado</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Novo chamado</translation>
        </message>
        <message>
            <source>With country code; may be left empty</source>
            <translation>Com código do país; pode ficar vazio</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>Não se sabe</translation>
        </message>
        <message>
            <source>&amp;Person</source>
            <translation>&amp;Pessoa</translation>
        </message>
        <message>
            <source>&amp;Department</source>
            <translation>&amp;Departamento</translation>
        </message>
        <message>
            <source>&amp;WhatsApp number</source>
            <translation>Número do &amp;WhatsApp</translation>
        </message>
        <message>
            <source>D&amp;evice</source>
            <translation>&amp;Equipamento</translation>
        </message>
        <message>
            <source>P&amp;riority</source>
            <translation>P&amp;rioridade</translation>
        </message>
        <message>
            <source>&amp;Fault</source>
            <translation>&amp;Falha</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::StatusChip</name>
        <message>
            <source>Change status (Ctrl+E)</source>
            <translation>Mudar estado (Ctrl+E)</translation>
        </message>
        <message>
            <source>Status: %1</source>
            <translation>Estado: %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::StatusLine</name>
        <message>
            <source>WhatsApp connected</source>
            <translation>WhatsApp conectado</translation>
        </message>
        <message>
            <source>Connecting to WhatsApp…</source>
            <translation>Conectando ao WhatsApp…</translation>
        </message>
        <message>
            <source>Linking WhatsApp…</source>
            <translation>Vinculando o WhatsApp…</translation>
        </message>
        <message>
            <source>WhatsApp not linked</source>
            <translation>WhatsApp sem vínculo</translation>
        </message>
        <message>
            <source>No connection to WhatsApp</source>
            <translation>WhatsApp sem conexão</translation>
        </message>
        <message>
            <source>Nothing waits to be sent</source>
            <translation>Fila de envio vazia</translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n na fila</numerusform>
                <numerusform>%n na fila</numerusform>
            </translation>
        </message>
        <message>
            <source>the oldest for %1</source>
            <translation>a mais antiga há %1</translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n recusada</numerusform>
                <numerusform>%n recusadas</numerusform>
            </translation>
        </message>
        <message>
            <source>Let the assistant answer again</source>
            <translation>Retomar o assistente</translation>
        </message>
        <message>
            <source>Assistant paused in every chat</source>
            <translation>Assistente em pausa em todas as conversas</translation>
        </message>
        <message>
            <source>%1 free</source>
            <translation>%1 livres</translation>
        </message>
        <message>
            <source>The disk is almost full. Messages may not be stored before long.</source>
            <translation>O disco está quase cheio. Em breve as mensagens podem não ser salvas.</translation>
        </message>
        <message>
            <source>Room on the disk of the data folder</source>
            <translation>Espaço livre no disco dos dados</translation>
        </message>
        <message>
            <source>Panel at %1:%2</source>
            <translation>Painel em %1:%2</translation>
        </message>
        <message>
            <source>Panel on this computer only</source>
            <translation>Painel só neste computador</translation>
        </message>
        <message numerus="yes">
            <source>%n people</source>
            <translation>
                <numerusform>%n pessoa</numerusform>
                <numerusform>%n pessoas</numerusform>
            </translation>
        </message>
        <message>
            <source>Share the panel with your team</source>
            <translation>Compartilhar o painel com sua equipe</translation>
        </message>
        <message>
            <source>The last backup failed</source>
            <translation>O último backup falhou</translation>
        </message>
        <message>
            <source>No backup yet</source>
            <translation>Ainda não há backup</translation>
        </message>
        <message>
            <source>Backup %1</source>
            <translation>Backup %1</translation>
        </message>
        <message>
            <source>Back the desk up</source>
            <translation>Fazer backup da mesa</translation>
        </message>
        <message>
            <source>Last backup: %1</source>
            <translation>Último backup: %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketDetails</name>
        <message>
            <source>Ticket details</source>
            <translation>Detalhes do chamado</translation>
        </message>
        <message>
            <source>Fault</source>
            <translation>Falha</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Anexos</translation>
        </message>
        <message>
            <source>Other tickets of this person</source>
            <translation>Outros chamados desta pessoa</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Histórico</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>Only what may follow is listed.</source>
            <translation>Só aparece o que pode vir depois.</translation>
        </message>
        <message>
            <source>Assigned to</source>
            <translation>Atribuído a</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>Prioridade</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Categoria</translation>
        </message>
        <message>
            <source>Ticket</source>
            <translation>Chamado</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Usuário</translation>
        </message>
        <message>
            <source>What is your name?</source>
            <translation>Qual é o seu nome?</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>Departamento</translation>
        </message>
        <message>
            <source>Which department are you in?</source>
            <translation>Em que departamento você está?</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Equipamento</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>Não se sabe</translation>
        </message>
        <message>
            <source>Asset number</source>
            <translation>N.º do ativo</translation>
        </message>
        <message>
            <source>What is the number on the device&apos;s label?</source>
            <translation>Qual é o número na etiqueta do equipamento?</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Etiquetas</translation>
        </message>
        <message>
            <source>About the device</source>
            <translation>Dados do equipamento</translation>
        </message>
        <message>
            <source>Ask</source>
            <translation>Perguntar</translation>
        </message>
        <message>
            <source>Puts the question into the answer</source>
            <translation>Põe a pergunta na resposta</translation>
        </message>
        <message>
            <source>opened %1 ago</source>
            <translation>aberto há %1</translation>
        </message>
        <message>
            <source>Nobody</source>
            <translation>Ninguém</translation>
        </message>
        <message>
            <source>Suggested with %1 % certainty</source>
            <translation>Sugerida com %1 % de certeza</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>Falta</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 de %2</translation>
        </message>
        <message>
            <source>No files yet.</source>
            <translation>Ainda não há anexos.</translation>
        </message>
        <message>
            <source>None.</source>
            <translation>Nenhum.</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Ver tudo</translation>
        </message>
        <message>
            <source>before: %1</source>
            <translation>antes %1</translation>
        </message>
        <message>
            <source>Said by the customer</source>
            <translation>O cliente disse</translation>
        </message>
        <message>
            <source>Corrected by the customer</source>
            <translation>O cliente corrigiu</translation>
        </message>
        <message>
            <source>Deduced by the assistant</source>
            <translation>O assistente deduziu</translation>
        </message>
        <message>
            <source>Typed by a technician</source>
            <translation>Um técnico digitou</translation>
        </message>
        <message>
            <source>Typed by %1</source>
            <translation>%1 digitou</translation>
        </message>
        <message>
            <source>%1. Show the message</source>
            <translation>%1. Ver a mensagem</translation>
        </message>
        <message>
            <source>Without a subject</source>
            <translation>Sem assunto</translation>
        </message>
        <message>
            <source>Same device: %1</source>
            <translation>Mesmo equipamento: %1</translation>
        </message>
        <message>
            <source>Other tickets of %1</source>
            <translation>Outros tickets de %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketHeader</name>
        <message>
            <source>Take</source>
            <translation>Assumir</translation>
        </message>
        <message>
            <source>Transfer</source>
            <translation>Transferir</translation>
        </message>
        <message>
            <source>Take this ticket (Ctrl+T)</source>
            <translation>Assumir este chamado (Ctrl+T)</translation>
        </message>
        <message>
            <source>Give it to somebody else (Ctrl+Shift+T)</source>
            <translation>Passar a outra pessoa (Ctrl+Shift+T)</translation>
        </message>
        <message>
            <source>Details (F4)</source>
            <translation>Detalhes (F4)</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Ver detalhe</translation>
        </message>
        <message>
            <source>Close</source>
            <comment>a ticket</comment>
            <translation>Fechar</translation>
        </message>
        <message>
            <source>Reopen</source>
            <translation>Reabrir</translation>
        </message>
        <message>
            <source>The assistant attends</source>
            <translation>O assistente atende</translation>
        </message>
        <message>
            <source>Assistant paused</source>
            <translation>Assistente em pausa</translation>
        </message>
        <message>
            <source>Assistant paused: %1 attends</source>
            <translation>Assistente em pausa: %1 atende</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Retomar</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausar</translation>
        </message>
        <message>
            <source>Pause or resume the assistant in this chat (Ctrl+P)</source>
            <translation>Pausar ou retomar o assistente neste chat (Ctrl+P)</translation>
        </message>
        <message>
            <source>Without a subject</source>
            <translation>Sem assunto</translation>
        </message>
        <message>
            <source>%1 is writing…</source>
            <translation>%1 está escrevendo…</translation>
        </message>
        <message>
            <source>Open the customer</source>
            <translation>Ver o cliente</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Cliente</translation>
        </message>
        <message>
            <source>Customer: %1</source>
            <translation>Cliente: %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketListModel</name>
        <message>
            <source>high priority</source>
            <translation>prioridade alta</translation>
        </message>
        <message numerus="yes">
            <source>%n unread</source>
            <translation>
                <numerusform>%n não lida</numerusform>
                <numerusform>%n não lidas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n recusada</numerusform>
                <numerusform>%n recusadas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n na fila</numerusform>
                <numerusform>%n na fila</numerusform>
            </translation>
        </message>
        <message>
            <source>draft</source>
            <translation>rascunho</translation>
        </message>
        <message>
            <source>assigned to %1</source>
            <translation>atribuído a %1</translation>
        </message>
        <message>
            <source>found: %1</source>
            <translation>encontrado: %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketListPane</name>
        <message>
            <source>Tickets</source>
            <translation>Chamados</translation>
        </message>
        <message>
            <source>Search number, person or text</source>
            <translation>Buscar número, pessoa ou texto</translation>
        </message>
        <message>
            <source>Search tickets</source>
            <translation>Buscar chamados</translation>
        </message>
        <message>
            <source>Search tickets (Ctrl+K)</source>
            <translation>Buscar chamados (Ctrl+K)</translation>
        </message>
        <message>
            <source>New ticket (Ctrl+N)</source>
            <translation>Novo chamado (Ctrl+N)</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Novo chamado</translation>
        </message>
        <message>
            <source>The tickets could not be read.</source>
            <translation>Não foi possível ler os chamados.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Tentar de novo</translation>
        </message>
        <message>
            <source>Clear search</source>
            <translation>Limpar busca</translation>
        </message>
        <message>
            <source>Save these filters</source>
            <translation>Salvar estes filtros</translation>
        </message>
        <message>
            <source>Rename this filter</source>
            <translation>Renomear o filtro</translation>
        </message>
        <message>
            <source>Sort and filter (Ctrl+Shift+F)</source>
            <translation>Ordenar e filtrar (Ctrl+Shift+F)</translation>
        </message>
        <message>
            <source>Sort and filter</source>
            <translation>Ordenar e filtrar</translation>
        </message>
        <message>
            <source>Name:</source>
            <translation>Nome:</translation>
        </message>
        <message>
            <source>Delete filter</source>
            <translation>Apagar filtro</translation>
        </message>
        <message>
            <source>Delete the filter “%1”? The tickets stay.</source>
            <translation>Apagar o filtro “%1”? Os tickets ficam.</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Apagar</translation>
        </message>
        <message>
            <source>No ticket with these filters.</source>
            <translation>Nenhum ticket com estes filtros.</translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>Limpar filtros</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketRowDelegate</name>
        <message>
            <source>Somebody without a name</source>
            <translation>Alguém sem nome</translation>
        </message>
        <message>
            <source>Without a subject</source>
            <translation>Sem assunto</translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n recusada</numerusform>
                <numerusform>%n recusadas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n na fila</numerusform>
                <numerusform>%n na fila</numerusform>
            </translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>Rascunho</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketView</name>
        <message>
            <source>Unassigned</source>
            <translation>Sem atribuição</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Meus</translation>
        </message>
        <message>
            <source>The team&apos;s</source>
            <translation>Da equipe</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abertos</translation>
        </message>
        <message>
            <source>There are no open tickets. New messages appear here.</source>
            <translation>Não há chamados abertos. As mensagens novas aparecem aqui.</translation>
        </message>
        <message>
            <source>Nothing unassigned. New messages appear here.</source>
            <translation>Nada sem atribuição. As mensagens novas aparecem aqui.</translation>
        </message>
        <message>
            <source>You have no open tickets. Take one from Unassigned.</source>
            <translation>Você não tem chamados abertos. Assuma um de Sem atribuição.</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Esperando</translation>
        </message>
        <message>
            <source>No ticket waits for a customer&apos;s answer.</source>
            <translation>Nenhum chamado espera resposta do cliente.</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>Peças</translation>
        </message>
        <message>
            <source>No ticket waits for a part or an approval.</source>
            <translation>Nenhum chamado espera peça ou autorização.</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Prontos</translation>
        </message>
        <message>
            <source>Nothing is ready to hand over.</source>
            <translation>Nada pronto para entrega.</translation>
        </message>
        <message>
            <source>No ticket has been closed yet.</source>
            <translation>Nenhum chamado foi fechado ainda.</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Buscar</translation>
        </message>
        <message>
            <source>Nothing found for “%1”. Search for a ticket&apos;s number, a person or words of a chat.</source>
            <translation>Nada encontrado para “%1”. Busque por número, pessoa ou texto do chat.</translation>
        </message>
        <message>
            <source>Queued</source>
            <comment>messages</comment>
            <translation>Na fila</translation>
        </message>
        <message>
            <source>No message waits to be sent.</source>
            <translation>Nenhuma mensagem espera sair.</translation>
        </message>
        <message>
            <source>Refused</source>
            <comment>messages</comment>
            <translation>Recusadas</translation>
        </message>
        <message>
            <source>No refused message.</source>
            <translation>Nenhuma mensagem recusada.</translation>
        </message>
        <message>
            <source>Waiting for an answer</source>
            <translation>Aguardando resposta</translation>
        </message>
        <message>
            <source>Waiting for parts</source>
            <translation>Aguardando peça</translation>
        </message>
        <message>
            <source>Ready to hand over</source>
            <translation>Pronto para entrega</translation>
        </message>
        <message>
            <source>Closed today</source>
            <translation>Fechados hoje</translation>
        </message>
        <message>
            <source>No ticket has been closed today.</source>
            <translation>Nenhum ticket foi fechado hoje.</translation>
        </message>
        <message>
            <source>All closed</source>
            <translation>Todos os fechados</translation>
        </message>
        <message>
            <source>No ticket with these filters.</source>
            <translation>Nenhum ticket com estes filtros.</translation>
        </message>
        <message>
            <source>Outbox</source>
            <translation>Caixa de saída</translation>
        </message>
        <message>
            <source>Nobody else has an open ticket.</source>
            <translation>Ninguém mais tem tickets abertos.</translation>
        </message>
        <message>
            <source>%1 has no open tickets.</source>
            <translation>%1 não tem tickets abertos.</translation>
        </message>
        <message>
            <source>Customers</source>
            <translation>Clientes</translation>
        </message>
        <message>
            <source>Inbox</source>
            <translation>Entrada</translation>
        </message>
        <message>
            <source>Saved filters</source>
            <translation>Filtros salvos</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>Entrega</translation>
        </message>
        <message>
            <source>Team</source>
            <translation>Equipe</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Pessoas</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ViewSelector</name>
        <message>
            <source>More views</source>
            <translation>Mais visões</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>Visões</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::Words</name>
        <message>
            <source>New messages</source>
            <translation>Mensagens novas</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>Assistente</translation>
        </message>
        <message>
            <source>Internal note by %1, the customer does not see it</source>
            <translation>Nota interna de %1, o cliente não a vê</translation>
        </message>
        <message>
            <source>Edited · %1</source>
            <translation>Editada · %1</translation>
        </message>
        <message>
            <source>From the phone</source>
            <translation>Pelo celular</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Você</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Cliente</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salvar</translation>
        </message>
        <message>
            <source>downloading…</source>
            <translation>baixando…</translation>
        </message>
        <message>
            <source>not downloaded</source>
            <translation>não foi baixado</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Tentar de novo</translation>
        </message>
        <message>
            <source>over the limit, it is on the phone</source>
            <translation>acima do limite; está no celular</translation>
        </message>
        <message>
            <source>WhatsApp does not have it any more</source>
            <translation>o WhatsApp não o tem mais</translation>
        </message>
        <message>
            <source>The customer deleted this message</source>
            <translation>O cliente apagou esta mensagem</translation>
        </message>
        <message>
            <source>This message was taken back</source>
            <translation>Esta mensagem foi apagada</translation>
        </message>
        <message>
            <source>Edited</source>
            <translation>Editada</translation>
        </message>
        <message>
            <source>Refused, put aside</source>
            <translation>Recusada, descartada</translation>
        </message>
        <message>
            <source>The customer&apos;s security code has changed</source>
            <translation>O código de segurança do cliente mudou</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Reenviar</translation>
        </message>
        <message>
            <source>Put aside</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Ver detalhe</translation>
        </message>
        <message>
            <source>Ticket opened</source>
            <translation>Chamado aberto</translation>
        </message>
        <message>
            <source>Nobody has the ticket now</source>
            <translation>O chamado ficou sem atribuição</translation>
        </message>
        <message>
            <source>Ticket assigned</source>
            <translation>Chamado atribuído</translation>
        </message>
        <message>
            <source>Priority: %1</source>
            <translation>Prioridade: %1</translation>
        </message>
        <message>
            <source>Category: %1</source>
            <translation>Categoria: %1</translation>
        </message>
        <message>
            <source>Internal note by %1: %2, %3</source>
            <translation>Nota interna de %1: %2, %3</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Novo</translation>
        </message>
        <message>
            <source>Assigned</source>
            <translation>Atribuído</translation>
        </message>
        <message>
            <source>Diagnosing</source>
            <translation>Em diagnóstico</translation>
        </message>
        <message>
            <source>Waiting for an answer</source>
            <translation>Esperando resposta</translation>
        </message>
        <message>
            <source>Waiting for a part</source>
            <translation>Esperando peça</translation>
        </message>
        <message>
            <source>In repair</source>
            <translation>Em reparo</translation>
        </message>
        <message>
            <source>Testing</source>
            <translation>Em testes</translation>
        </message>
        <message>
            <source>Ready to hand over</source>
            <translation>Pronto para entrega</translation>
        </message>
        <message>
            <source>Closed</source>
            <comment>a ticket</comment>
            <translation>Fechado</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <comment>a ticket</comment>
            <translation>Cancelado</translation>
        </message>
        <message>
            <source>Waiting for approval</source>
            <translation>Esperando autorização</translation>
        </message>
        <message>
            <source>Delivered</source>
            <comment>a ticket</comment>
            <translation>Entregue</translation>
        </message>
        <message>
            <source>Warranty</source>
            <translation>Garantia</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>Na fila</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>Enviando</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Enviada</translation>
        </message>
        <message>
            <source>Delivered</source>
            <comment>a message</comment>
            <translation>Entregue</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Lida</translation>
        </message>
        <message>
            <source>Played</source>
            <translation>Ouvida</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Recusada</translation>
        </message>
        <message>
            <source>Hardware</source>
            <translation>Hardware</translation>
        </message>
        <message>
            <source>Software</source>
            <translation>Software</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Rede</translation>
        </message>
        <message>
            <source>Account</source>
            <translation>Conta</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>Outro</translation>
        </message>
        <message>
            <source>Screen</source>
            <translation>Tela</translation>
        </message>
        <message>
            <source>Power</source>
            <translation>Energia</translation>
        </message>
        <message>
            <source>Storage</source>
            <translation>Armazenamento</translation>
        </message>
        <message>
            <source>Keyboard and mouse</source>
            <translation>Teclado e mouse</translation>
        </message>
        <message>
            <source>Printer</source>
            <translation>Impressora</translation>
        </message>
        <message>
            <source>Audio and video</source>
            <translation>Áudio e vídeo</translation>
        </message>
        <message>
            <source>Heat or noise</source>
            <translation>Calor ou ruído</translation>
        </message>
        <message>
            <source>Physical damage</source>
            <translation>Dano físico</translation>
        </message>
        <message>
            <source>Operating system</source>
            <translation>Sistema operacional</translation>
        </message>
        <message>
            <source>Office programs</source>
            <translation>Programas de escritório</translation>
        </message>
        <message>
            <source>Virus</source>
            <translation>Vírus</translation>
        </message>
        <message>
            <source>Slow</source>
            <translation>Lentidão</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Installation or update</source>
            <translation>Instalação ou atualização</translation>
        </message>
        <message>
            <source>Business program</source>
            <translation>Programa da empresa</translation>
        </message>
        <message>
            <source>High</source>
            <translation>Alta</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>Baixa</translation>
        </message>
        <message>
            <source>Medium</source>
            <translation>Média</translation>
        </message>
        <message>
            <source>Desktop computer</source>
            <translation>Computador de mesa</translation>
        </message>
        <message>
            <source>Laptop</source>
            <translation>Notebook</translation>
        </message>
        <message>
            <source>Monitor</source>
            <translation>Monitor</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Celular</translation>
        </message>
        <message>
            <source>Tablet</source>
            <translation>Tablet</translation>
        </message>
        <message>
            <source>Network equipment</source>
            <translation>Equipamento de rede</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
        <message>
            <source>Video</source>
            <translation>Vídeo</translation>
        </message>
        <message>
            <source>Voice note</source>
            <translation>Mensagem de voz</translation>
        </message>
        <message>
            <source>Audio</source>
            <translation>Áudio</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Documento</translation>
        </message>
        <message>
            <source>Sticker</source>
            <translation>Figurinha</translation>
        </message>
        <message>
            <source>Location</source>
            <translation>Localização</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>Contato</translation>
        </message>
        <message>
            <source>Call</source>
            <translation>Ligação</translation>
        </message>
        <message>
            <source>This message could not be read yet. It appears here as soon as WhatsApp sends it again.</source>
            <translation>Esta mensagem ainda não pôde ser lida. Ela aparece aqui assim que o WhatsApp a enviar de novo.</translation>
        </message>
        <message>
            <source>A kind of message that can only be seen on the phone.</source>
            <translation>Um tipo de mensagem que só se vê no celular.</translation>
        </message>
        <message>
            <source>That value is not valid.</source>
            <translation>Esse dado não é válido.</translation>
        </message>
        <message>
            <source>It is not there any more.</source>
            <translation>Não está mais aqui.</translation>
        </message>
        <message>
            <source>Somebody changed this a moment ago. Look again and retry.</source>
            <translation>Alguém mudou isto há pouco. Confira e tente de novo.</translation>
        </message>
        <message>
            <source>Your account may not do this.</source>
            <translation>Sua conta não pode fazer isto.</translation>
        </message>
        <message>
            <source>It is over the limit of size.</source>
            <translation>Passa do limite de tamanho.</translation>
        </message>
        <message>
            <source>It was not accepted.</source>
            <translation>Não foi aceito.</translation>
        </message>
        <message>
            <source>There is no connection right now. Try again in a moment.</source>
            <translation>Não há conexão agora. Tente de novo daqui a pouco.</translation>
        </message>
        <message>
            <source>It was cancelled.</source>
            <translation>Foi cancelado.</translation>
        </message>
        <message>
            <source>It could not be saved: the disk may be full or damaged.</source>
            <translation>Não foi salvo: o disco pode estar cheio ou danificado.</translation>
        </message>
        <message>
            <source>What came back could not be understood.</source>
            <translation>A resposta não foi entendida.</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>ontem</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Hoje</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>Ontem</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n dia</numerusform>
                <numerusform>%n dias</numerusform>
            </translation>
        </message>
        <message>
            <source>reply to: %1</source>
            <translation>resposta a: %1</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Until then, from %1</source>
            <translation>Antes, desde as %1</translation>
        </message>
        <message>
            <source>This computer has nothing to hear it with. Connect headphones or a speaker and play it again.</source>
            <translation>Este computador não tem onde ouvir. Conecte fones ou um alto-falante e reproduza de novo.</translation>
        </message>
        <message>
            <source>It could not be played. Save it and open it with another program.</source>
            <translation>Não foi possível reproduzir. Salve e abra com outro programa.</translation>
        </message>
        <message>
            <source>Its file could not be read.</source>
            <translation>Não foi possível ler o arquivo.</translation>
        </message>
        <message>
            <source>Hide the earlier text</source>
            <translation>Ocultar o texto anterior</translation>
        </message>
        <message>
            <source>Show what it said</source>
            <translation>Ver o que dizia</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::Notice</name>
        <message>
            <source>New ticket</source>
            <translation>Novo chamado</translation>
        </message>
        <message numerus="yes">
            <source>%n new message(s)</source>
            <translation>
                <numerusform>%n mensagem nova</numerusform>
                <numerusform>%n mensagens novas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>News in %n ticket(s)</source>
            <translation>
                <numerusform>Novidades em %n ticket</numerusform>
                <numerusform>Novidades em %n tickets</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::StartProblem</name>
        <message>
            <source>The data folder is in use.</source>
            <translation>A pasta de dados está em uso.</translation>
        </message>
        <message>
            <source>Another Ventanilla works on %1, or it belongs to the demo. Close the other one, or start with another folder.</source>
            <translation>Outro Ventanilla trabalha em %1, ou ela é da demonstração. Feche o outro ou inicie com outra pasta.</translation>
        </message>
        <message>
            <source>The data folder cannot be used.</source>
            <translation>Não é possível usar a pasta de dados.</translation>
        </message>
        <message>
            <source>Check that you may write in %1.</source>
            <translation>Verifique se você pode escrever em %1.</translation>
        </message>
        <message>
            <source>These data are of a newer Ventanilla.</source>
            <translation>Estes dados são de um Ventanilla mais novo.</translation>
        </message>
        <message>
            <source>Nothing was changed. Install the newer version again, or restore a backup that was made with this one.</source>
            <translation>Nada foi alterado. Instale de novo a versão mais nova, ou restaure um backup feito com esta.</translation>
        </message>
        <message>
            <source>The desk is not in its place.</source>
            <translation>A central não está no lugar.</translation>
        </message>
        <message>
            <source>A restore was cut short. The desk is whole in a folder before-restore-… of %1. Close what uses its files, and start again.</source>
            <translation>Uma restauração ficou pela metade. A central está inteira em uma pasta before-restore-… de %1. Feche o que usa os arquivos dela e inicie de novo.</translation>
        </message>
        <message>
            <source>The database could not be opened.</source>
            <translation>Não foi possível abrir o banco de dados.</translation>
        </message>
        <message>
            <source>Check that the disk of %1 has room and is not read-only. If it goes on, restore the last backup.</source>
            <translation>Verifique se o disco de %1 tem espaço e permite escrita. Se continuar, restaure o último backup.</translation>
        </message>
        <message>
            <source>A setting cannot be used.</source>
            <translation>Uma configuração não pode ser usada.</translation>
        </message>
        <message>
            <source>Correct it in the settings file or the environment, and start again.</source>
            <translation>Corrija-a no arquivo de configuração ou no ambiente e inicie de novo.</translation>
        </message>
        <message>
            <source>Port %1 is taken by another program.</source>
            <translation>Outro programa usa a porta %1.</translation>
        </message>
        <message>
            <source>Close the program that uses it, or start with another port (--http-port).</source>
            <translation>Feche o programa que a usa ou inicie com outra porta (--http-port).</translation>
        </message>
        <message>
            <source>The panel&apos;s server could not start.</source>
            <translation>O servidor do painel não pôde iniciar.</translation>
        </message>
        <message>
            <source>Look at the details, and start again.</source>
            <translation>Veja os detalhes e inicie de novo.</translation>
        </message>
    </context>
    <context>
        <name>desk::Console</name>
        <message>
            <source>The ticket was not taken: somebody may have been quicker.</source>
            <translation>O chamado não foi assumido: talvez alguém tenha sido mais rápido.</translation>
        </message>
        <message>
            <source>Ventanilla is starting…</source>
            <translation>O Ventanilla está iniciando…</translation>
        </message>
        <message>
            <source>After an update this can take a minute.</source>
            <translation>Depois de uma atualização pode levar um minuto.</translation>
        </message>
        <message>
            <source>Ventanilla goes on in the tray, and so do its messages. Quit it from there.</source>
            <translation>O Ventanilla continua na bandeja e as mensagens continuam chegando. Para sair, use o ícone.</translation>
        </message>
        <message>
            <source>The panel could not be opened in the browser.</source>
            <translation>Não foi possível abrir o painel no navegador.</translation>
        </message>
        <message>
            <source>The backup was not made</source>
            <translation>O backup não foi feito</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::DBusNotifications</name>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Take</source>
            <translation>Assumir</translation>
        </message>
        <message>
            <source>Reply</source>
            <translation>Responder</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::PairingDialog</name>
        <message>
            <source>Link WhatsApp</source>
            <translation>Vincular o WhatsApp</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fechar</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::PairingPage</name>
        <message>
            <source>Link the help desk&apos;s WhatsApp</source>
            <translation>Vincule o WhatsApp do suporte</translation>
        </message>
        <message>
            <source>Open &lt;b&gt;WhatsApp&lt;/b&gt; on the help desk&apos;s phone.</source>
            <translation>Abra o &lt;b&gt;WhatsApp&lt;/b&gt; no celular do suporte.</translation>
        </message>
        <message>
            <source>Go to &lt;b&gt;Settings&lt;/b&gt;, then &lt;b&gt;Linked devices&lt;/b&gt;.</source>
            <translation>Vá em &lt;b&gt;Configurações&lt;/b&gt; e depois em &lt;b&gt;Dispositivos conectados&lt;/b&gt;.</translation>
        </message>
        <message>
            <source>Tap &lt;b&gt;Link a device&lt;/b&gt; and point the camera at this code.</source>
            <translation>Toque em &lt;b&gt;Conectar dispositivo&lt;/b&gt; e aponte a câmera para este código.</translation>
        </message>
        <message>
            <source>The keys are kept encrypted on this computer.</source>
            <translation>As chaves ficam cifradas neste computador.</translation>
        </message>
        <message>
            <source>The phone may be off. Connect it to the internet every 14 days at the latest.</source>
            <translation>O celular pode ficar desligado. Conecte-o à internet pelo menos a cada 14 dias.</translation>
        </message>
        <message>
            <source>QR code</source>
            <translation>Código QR</translation>
        </message>
        <message>
            <source>With a number</source>
            <translation>Com número</translation>
        </message>
        <message>
            <source>QR code to link the phone</source>
            <translation>Código QR para vincular o celular</translation>
        </message>
        <message>
            <source>Time left for this code</source>
            <translation>Tempo restante deste código</translation>
        </message>
        <message>
            <source>&amp;Phone number with country code</source>
            <translation>&amp;Número com código do país</translation>
        </message>
        <message>
            <source>Get code</source>
            <translation>Pedir código</translation>
        </message>
        <message>
            <source>Code to type on the phone</source>
            <translation>Código para digitar no celular</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>This desk writes through the old bridge: there is nothing to link here.</source>
            <translation>Este suporte escreve pela ponte antiga: não há o que vincular aqui.</translation>
        </message>
        <message>
            <source>The session could not be opened. Look at the log, or forget the session and link again.</source>
            <translation>Não foi possível abrir a sessão. Veja o registro, ou esqueça a sessão e vincule de novo.</translation>
        </message>
        <message>
            <source>On the phone choose Link with phone number instead, and type the code that appears here.</source>
            <translation>No celular escolha Conectar com número de telefone e digite o código que aparece aqui.</translation>
        </message>
        <message>
            <source>Type this code on the phone.</source>
            <translation>Digite este código no celular.</translation>
        </message>
        <message>
            <source>Messages to this number arrive here from now on.</source>
            <translation>As mensagens para este número chegam aqui a partir de agora.</translation>
        </message>
        <message>
            <source>The phone has taken the code. This takes a few seconds.</source>
            <translation>O celular leu o código. Leva alguns segundos.</translation>
        </message>
        <message>
            <source>Nobody scanned them. That is no problem: ask for new ones when the phone is at hand.</source>
            <translation>Ninguém os leu. Sem problema: peça outros quando o celular estiver à mão.</translation>
        </message>
        <message>
            <source>WhatsApp cannot be reached from this computer. Check the internet connection.</source>
            <translation>Este computador não alcança o WhatsApp. Verifique a internet.</translation>
        </message>
        <message>
            <source>Code %1 of %2</source>
            <translation>Código %1 de %2</translation>
        </message>
        <message>
            <source>changes in %1 s</source>
            <translation>muda em %1 s</translation>
        </message>
        <message>
            <source>Write the whole number, beginning with the country code.</source>
            <translation>Escreva o número completo, começando pelo código do país.</translation>
        </message>
        <message>
            <source>WhatsApp did not answer. Check the internet connection and try again.</source>
            <translation>O WhatsApp não respondeu. Verifique a internet e tente de novo.</translation>
        </message>
        <message>
            <source>WhatsApp gives no code for this number now. Check it, or use the QR code.</source>
            <translation>O WhatsApp não dá um código para este número agora. Confira-o ou use o código QR.</translation>
        </message>
        <message>
            <source>No code could be made for this number. Check it, or use the QR code.</source>
            <translation>Não foi possível gerar um código para este número. Confira-o ou use o código QR.</translation>
        </message>
        <message>
            <source>Link again</source>
            <translation>Vincular de novo</translation>
        </message>
        <message>
            <source>Delete the session and link again?</source>
            <translation>Apagar a sessão e vincular de novo?</translation>
        </message>
        <message>
            <source>Tickets, conversations and photos stay. Queued messages wait for the new session.</source>
            <translation>Chamados, conversas e fotos ficam. As mensagens na fila esperam a nova sessão.</translation>
        </message>
        <message>
            <source>Delete and link</source>
            <translation>Apagar e vincular</translation>
        </message>
        <message>
            <source>The session could not be deleted. Try again; if it goes on, look at the log.</source>
            <translation>Não foi possível apagar a sessão. Tente de novo; se continuar, veja o registro.</translation>
        </message>
        <message>
            <source>Preparing…</source>
            <translation>Preparando…</translation>
        </message>
        <message>
            <source>Waiting for you to scan the code</source>
            <translation>Esperando você ler o código</translation>
        </message>
        <message>
            <source>Write the number of the phone</source>
            <translation>Escreva o número do celular</translation>
        </message>
        <message>
            <source>Waiting for the code on the phone</source>
            <translation>Esperando o código no celular</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Conectando…</translation>
        </message>
        <message>
            <source>WhatsApp asks for your passkey</source>
            <translation>O WhatsApp pede sua chave de acesso</translation>
        </message>
        <message>
            <source>Compare the code with the phone</source>
            <translation>Compare o código com o celular</translation>
        </message>
        <message>
            <source>Linked as %1</source>
            <translation>Vinculado como %1</translation>
        </message>
        <message>
            <source>The codes have expired</source>
            <translation>Os códigos expiraram</translation>
        </message>
        <message>
            <source>No internet</source>
            <translation>Sem internet</translation>
        </message>
        <message>
            <source>The phone was not linked</source>
            <translation>O celular não foi vinculado</translation>
        </message>
        <message>
            <source>The session cannot be used any more</source>
            <translation>A sessão não serve mais</translation>
        </message>
        <message>
            <source>New codes</source>
            <translation>Gerar outro</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Tentar de novo</translation>
        </message>
        <message>
            <source>Forget session and link again</source>
            <translation>Esquecer a sessão e vincular de novo</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TrayIcon</name>
        <message>
            <source>WhatsApp connected</source>
            <translation>WhatsApp conectado</translation>
        </message>
        <message>
            <source>No phone linked</source>
            <translation>Nenhum celular vinculado</translation>
        </message>
        <message>
            <source>Connecting to WhatsApp…</source>
            <translation>Conectando ao WhatsApp…</translation>
        </message>
        <message>
            <source>No connection to WhatsApp</source>
            <translation>Sem conexão com o WhatsApp</translation>
        </message>
        <message>
            <source>Open Ventanilla</source>
            <translation>Abrir o Ventanilla</translation>
        </message>
        <message>
            <source>Do not disturb</source>
            <translation>Não perturbe</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Sair</translation>
        </message>
        <message>
            <source>Pause the assistant</source>
            <translation>Pausar o assistente</translation>
        </message>
        <message>
            <source>The assistant is paused</source>
            <translation>O assistente está em pausa</translation>
        </message>
        <message numerus="yes">
            <source>%n unread chat(s)</source>
            <translation>
                <numerusform>%n conversa não lida</numerusform>
                <numerusform>%n conversas não lidas</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::main</name>
        <message>
            <source>Ventanilla is running already, but does not answer.</source>
            <translation>O Ventanilla já está aberto, mas não responde.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AboutPage</name>
        <message>
            <source>About</source>
            <translation>Sobre</translation>
        </message>
        <message>
            <source>Ventanilla %1. A help desk over WhatsApp that runs on your own computer.
Free software under the GNU General Public License, version 3 or later.</source>
            <translation>Ventanilla %1. Um atendimento por WhatsApp que roda no seu próprio computador.
Software livre sob a Licença Pública Geral GNU, versão 3 ou posterior.</translation>
        </message>
        <message>
            <source>Made with</source>
            <translation>Feito com</translation>
        </message>
        <message>
            <source>Versions licences</source>
            <translation>Versões licenças</translation>
        </message>
        <message>
            <source>Running on %1, %2.</source>
            <translation>Rodando em %1, %2.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ConsolePage</name>
        <message>
            <source>This computer</source>
            <translation>Este computador</translation>
        </message>
        <message>
            <source>Hide the text in notices</source>
            <translation>Ocultar o texto nos avisos</translation>
        </message>
        <message>
            <source>Start with the system</source>
            <translation>Iniciar com o sistema</translation>
        </message>
        <message>
            <source>For this program on this computer. Changes here are made at once.</source>
            <translation>Só para este programa neste computador. As mudanças valem na hora.</translation>
        </message>
        <message>
            <source>Look and language</source>
            <translation>Aparência e idioma</translation>
        </message>
        <message>
            <source>Privacy</source>
            <translation>Privacidade</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Início</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Como o sistema</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Claro</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Escuro</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Aparência</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Takes effect when Ventanilla starts again.</source>
            <translation>Passa a valer quando o Ventanilla iniciar de novo.</translation>
        </message>
        <message>
            <source>Notices on the desktop say that somebody wrote, not what.</source>
            <translation>Os avisos na área de trabalho dizem que alguém escreveu, não o quê.</translation>
        </message>
        <message>
            <source>In the tray, when you sign in to this computer.</source>
            <translation>Na bandeja, quando você entra neste computador.</translation>
        </message>
        <message>
            <source>This system has no switch for it that Ventanilla knows.</source>
            <translation>Este sistema não tem uma opção que o Ventanilla conheça.</translation>
        </message>
        <message>
            <source>The system did not take it. Look whether your account may write its own start-up programs.</source>
            <translation>O sistema não aceitou. Veja se a sua conta pode adicionar programas à inicialização.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::FormDialog</name>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fechar</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Copiado</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::NoticesPage</name>
        <message>
            <source>Customer notices</source>
            <translation>Avisos ao cliente</translation>
        </message>
        <message>
            <source>Tell the customer</source>
            <translation>Avisar o cliente</translation>
        </message>
        <message>
            <source>Texts</source>
            <translation>Textos</translation>
        </message>
        <message>
            <source>Texts status notices customers preview variables</source>
            <translation>Textos estado avisos clientes prévia variáveis</translation>
        </message>
        <message>
            <source>When it becomes</source>
            <translation>Quando passa a</translation>
        </message>
        <message>
            <source>Text of the notice</source>
            <translation>Texto do aviso</translation>
        </message>
        <message>
            <source>Insert</source>
            <translation>Inserir</translation>
        </message>
        <message>
            <source>What María López would read about her ticket 2026-00123:</source>
            <translation>O que María López leria sobre o chamado 2026-00123:</translation>
        </message>
        <message>
            <source>Nothing: this change is not told.</source>
            <translation>Nada: esta mudança não é avisada.</translation>
        </message>
        <message>
            <source>This text cannot be saved. It has 1 to 2,000 characters and no other words in braces than those below.</source>
            <translation>Este texto não pode ser salvo. Ele tem de 1 a 2.000 caracteres e nenhuma outra palavra entre chaves além das que estão abaixo.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::QuickRepliesPage</name>
        <message>
            <source>Quick replies</source>
            <translation>Respostas rápidas</translation>
        </message>
        <message>
            <source>Shortcut</source>
            <translation>Atalho</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Texto</translation>
        </message>
        <message>
            <source>No quick replies. What you write every day deserves one.</source>
            <translation>Nenhuma resposta rápida. O que você escreve todo dia merece uma.</translation>
        </message>
        <message>
            <source>Type / and the shortcut in the answer to insert the text. Changes here are made at once.</source>
            <translation>Digite / e o atalho na resposta para inserir o texto. As mudanças valem na hora.</translation>
        </message>
        <message>
            <source>Quick replies shortcut text</source>
            <translation>Respostas rápidas atalho texto</translation>
        </message>
        <message>
            <source>Add reply…</source>
            <translation>Adicionar resposta…</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Alterar…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Remover…</translation>
        </message>
        <message>
            <source>New quick reply</source>
            <translation>Nova resposta rápida</translation>
        </message>
        <message>
            <source>Change quick reply</source>
            <translation>Alterar resposta rápida</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salvar</translation>
        </message>
        <message>
            <source>e.g. hours</source>
            <translation>ex.: horario</translation>
        </message>
        <message>
            <source>&amp;Shortcut</source>
            <translation>&amp;Atalho</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>&amp;Idioma</translation>
        </message>
        <message>
            <source>&amp;Text</source>
            <translation>&amp;Texto</translation>
        </message>
        <message>
            <source>Remove quick reply</source>
            <translation>Remover resposta rápida</translation>
        </message>
        <message>
            <source>Remove /%1?</source>
            <translation>Remover /%1?</translation>
        </message>
        <message>
            <source>Messages that were written with it stay as they are.</source>
            <translation>As mensagens escritas com ela ficam como estão.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Remover</translation>
        </message>
        <message>
            <source>There is a reply with that shortcut already.</source>
            <translation>Já existe uma resposta com esse atalho.</translation>
        </message>
        <message>
            <source>The shortcut has 1 to 32 letters, digits, &quot;_&quot; or &quot;-&quot;, without blanks.</source>
            <translation>O atalho tem de 1 a 32 letras, dígitos, &quot;_&quot; ou &quot;-&quot;, sem espaços.</translation>
        </message>
        <message>
            <source>The text has 1 to 4,000 characters.</source>
            <translation>O texto tem de 1 a 4.000 caracteres.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SettingRow</name>
        <message>
            <source>Back to what Ventanilla comes with</source>
            <translation>Voltar ao valor que vem com o Ventanilla</translation>
        </message>
        <message>
            <source>Locked: this program was started with a value for it.</source>
            <translation>Bloqueado: o programa foi iniciado com um valor para isto.</translation>
        </message>
        <message>
            <source>Locked: %1 decides it, in the environment or the settings file of this computer.</source>
            <translation>Bloqueado: quem decide é %1, no ambiente ou no arquivo de configuração deste computador.</translation>
        </message>
        <message>
            <source> or </source>
            <translation> ou </translation>
        </message>
        <message>
            <source>Takes effect when Ventanilla starts again.</source>
            <translation>Passa a valer quando o Ventanilla iniciar de novo.</translation>
        </message>
        <message>
            <source>Will take effect when Ventanilla starts again.</source>
            <translation>Passará a valer quando o Ventanilla iniciar de novo.</translation>
        </message>
        <message>
            <source>For programs that ask through the API; the desk itself does not act on it.</source>
            <translation>Para programas que consultam pela API; o atendimento em si não age segundo isto.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SettingWords</name>
        <message>
            <source>Name of the desk</source>
            <translation>Nome do atendimento</translation>
        </message>
        <message>
            <source>Customers read it in the greeting, your team on the panel.</source>
            <translation>Os clientes leem na saudação; a sua equipe, no painel.</translation>
        </message>
        <message>
            <source>Before the folio</source>
            <translation>Prefixo do número</translation>
        </message>
        <message>
            <source>TI makes TI-2026-00123. Folios already given stay as they are.</source>
            <translation>TI dá TI-2026-00123. Os números já dados ficam como estão.</translation>
        </message>
        <message>
            <source>Up to 8 capital letters or digits, without accents.</source>
            <translation>Até 8 maiúsculas ou dígitos, sem acentos.</translation>
        </message>
        <message>
            <source>Language for customers</source>
            <translation>Idioma para os clientes</translation>
        </message>
        <message>
            <source>Used until a customer writes in another language that the assistant knows.</source>
            <translation>Usado até que um cliente escreva em outro idioma que o assistente conhece.</translation>
        </message>
        <message>
            <source>Wait before answering</source>
            <translation>Esperar antes de responder</translation>
        </message>
        <message>
            <source>So that several messages in a row get one answer.</source>
            <translation>Para que várias mensagens seguidas recebam uma só resposta.</translation>
        </message>
        <message>
            <source>s</source>
            <translation>s</translation>
        </message>
        <message>
            <source>Reminder after</source>
            <translation>Lembrete após</translation>
        </message>
        <message>
            <source>When the customer leaves a question unanswered.</source>
            <translation>Quando o cliente deixa uma pergunta sem resposta.</translation>
        </message>
        <message>
            <source>min</source>
            <translation>min</translation>
        </message>
        <message>
            <source>Close the conversation after</source>
            <translation>Encerrar a conversa após</translation>
        </message>
        <message>
            <source>Without an answer. A fault that is known by then opens a ticket.</source>
            <translation>Sem resposta. Se até lá a falha já for conhecida, abre-se um chamado.</translation>
        </message>
        <message>
            <source>h</source>
            <translation>h</translation>
        </message>
        <message>
            <source>Reopen a closed ticket within</source>
            <translation>Reabrir um chamado fechado em</translation>
        </message>
        <message>
            <source>When the customer writes again in this time. 0: never.</source>
            <translation>Se o cliente voltar a escrever nesse tempo. 0: nunca.</translation>
        </message>
        <message>
            <source>Address customers formally</source>
            <translation>Tratar os clientes com formalidade</translation>
        </message>
        <message>
            <source>&quot;Usted&quot; instead of &quot;tú&quot;, in Spanish.</source>
            <translation>&quot;Usted&quot; em vez de &quot;tú&quot;, em espanhol.</translation>
        </message>
        <message>
            <source>Reject calls</source>
            <translation>Recusar chamadas</translation>
        </message>
        <message>
            <source>The caller is asked to write instead.</source>
            <translation>Pede-se a quem liga que escreva.</translation>
        </message>
        <message>
            <source>Groups and status posts</source>
            <translation>Grupos e status</translation>
        </message>
        <message>
            <source>They never get an answer from the assistant.</source>
            <translation>Nunca recebem resposta do assistente.</translation>
        </message>
        <message>
            <source>Business hours</source>
            <translation>Horário de atendimento</translation>
        </message>
        <message>
            <source>Two shifts are written 9:00-14:00, 16:00-19:00. An empty day is closed.</source>
            <translation>Dois turnos se escrevem 9:00-14:00, 16:00-19:00. Um dia vazio está fechado.</translation>
        </message>
        <message>
            <source>Write hours as 9:00-14:00, up to four a day, with commas between them.</source>
            <translation>Escreva as horas como 9:00-14:00, até quatro por dia, separadas por vírgulas.</translation>
        </message>
        <message>
            <source>Quiet hours</source>
            <translation>Horas de silêncio</translation>
        </message>
        <message>
            <source>Customers get no notices of changes in this time; they are sent when it ends. Empty: none.</source>
            <translation>Nesse tempo os clientes não recebem avisos de mudanças; são enviados no fim. Vazio: nenhuma.</translation>
        </message>
        <message>
            <source>Write it as 22:00-07:30, or leave it empty.</source>
            <translation>Escreva como 22:00-07:30, ou deixe vazio.</translation>
        </message>
        <message>
            <source>Tell customers about changes of their ticket</source>
            <translation>Avisar os clientes das mudanças do chamado</translation>
        </message>
        <message>
            <source>Each status has a text and a switch of its own.</source>
            <translation>Cada estado tem o seu próprio texto e a sua opção.</translation>
        </message>
        <message>
            <source>Write first to new contacts</source>
            <translation>Escrever primeiro a contatos novos</translation>
        </message>
        <message>
            <source>WhatsApp restricts numbers that write to many who never wrote to them.</source>
            <translation>O WhatsApp restringe números que escrevem a muitos que nunca lhes escreveram.</translation>
        </message>
        <message>
            <source>Show &quot;typing…&quot; before a message</source>
            <translation>Mostrar &quot;digitando…&quot; antes de uma mensagem</translation>
        </message>
        <message>
            <source>Pause between messages</source>
            <translation>Pausa entre mensagens</translation>
        </message>
        <message>
            <source>Messages a minute</source>
            <translation>Mensagens por minuto</translation>
        </message>
        <message>
            <source>0: no limit. What is over it waits in the queue.</source>
            <translation>0: sem limite. O que passa do limite espera na fila.</translation>
        </message>
        <message>
            <source>Messages an hour</source>
            <translation>Mensagens por hora</translation>
        </message>
        <message>
            <source>Messages a day</source>
            <translation>Mensagens por dia</translation>
        </message>
        <message>
            <source>To one contact, a minute</source>
            <translation>A um contato, por minuto</translation>
        </message>
        <message>
            <source>To one contact, an hour</source>
            <translation>A um contato, por hora</translation>
        </message>
        <message>
            <source>To one contact, a day</source>
            <translation>A um contato, por dia</translation>
        </message>
        <message>
            <source>Address of the service</source>
            <translation>Endereço do serviço</translation>
        </message>
        <message>
            <source>Any that speaks like OpenAI&apos;s: DeepSeek, Groq, Ollama, llama.cpp. Empty: the built-in rules work alone.</source>
            <translation>Qualquer um compatível com a OpenAI: DeepSeek, Groq, Ollama, llama.cpp. Vazio: só as regras incluídas trabalham.</translation>
        </message>
        <message>
            <source>It begins with http:// or https://, without user or password.</source>
            <translation>Começa com http:// ou https://, sem usuário nem senha.</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modelo</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Chave</translation>
        </message>
        <message>
            <source>Kept in this desk and never shown again. Services on this computer need none.</source>
            <translation>Fica guardada neste atendimento e não é mostrada de novo. Serviços neste computador não precisam dela.</translation>
        </message>
        <message>
            <source>Wait for its answer</source>
            <translation>Esperar a resposta</translation>
        </message>
        <message>
            <source>After that the built-in rules answer.</source>
            <translation>Depois disso respondem as regras incluídas.</translation>
        </message>
        <message>
            <source>Hide names and numbers</source>
            <translation>Ocultar nomes e números</translation>
        </message>
        <message>
            <source>Before a text leaves for the service. Automatic: unless the service is on this computer or network.</source>
            <translation>Antes que um texto vá para o serviço. Automático: a não ser que o serviço esteja neste computador ou rede.</translation>
        </message>
        <message>
            <source>Open the panel on the local network</source>
            <translation>Abrir o painel na rede local</translation>
        </message>
        <message>
            <source>Other technicians work from their browser. Off: only on this computer.</source>
            <translation>Os outros técnicos atendem pelo navegador. Desligado: só neste computador.</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Porta</translation>
        </message>
        <message>
            <source>Names of this computer</source>
            <translation>Nomes deste computador</translation>
        </message>
        <message>
            <source>Under which browsers may ask for the panel, one a line. Its addresses need not be named.</source>
            <translation>Com os quais um navegador pode pedir o painel, um por linha. Os endereços não precisam ser anotados.</translation>
        </message>
        <message>
            <source>Names or addresses only, one a line: no http://, no port.</source>
            <translation>Só nomes ou endereços, um por linha: sem http:// nem porta.</translation>
        </message>
        <message>
            <source>Pages that may use the API</source>
            <translation>Páginas que podem usar a API</translation>
        </message>
        <message>
            <source>From a browser, one a line.</source>
            <translation>De um navegador, uma por linha.</translation>
        </message>
        <message>
            <source>One a line, as https://example.org or https://example.org:8443.</source>
            <translation>Uma por linha, como https://example.org ou https://example.org:8443.</translation>
        </message>
        <message>
            <source>Trusted proxies</source>
            <translation>Proxies de confiança</translation>
        </message>
        <message>
            <source>Whose word about the visitor&apos;s address is believed, one a line.</source>
            <translation>Nos quais se acredita quanto ao endereço do visitante, um por linha.</translation>
        </message>
        <message>
            <source>Addresses or networks as 10.0.0.0/8, one a line.</source>
            <translation>Endereços ou redes como 10.0.0.0/8, um por linha.</translation>
        </message>
        <message>
            <source>Encryption (HTTPS)</source>
            <translation>Criptografia (HTTPS)</translation>
        </message>
        <message>
            <source>With an own certificate, browsers warn at the first visit: compare the fingerprint.</source>
            <translation>Com certificado próprio, o navegador avisa na primeira visita: compare a impressão digital.</translation>
        </message>
        <message>
            <source>Certificate file</source>
            <translation>Arquivo do certificado</translation>
        </message>
        <message>
            <source>Key file</source>
            <translation>Arquivo da chave</translation>
        </message>
        <message>
            <source>HTTPS only</source>
            <translation>Só HTTPS</translation>
        </message>
        <message>
            <source>Plain requests are sent on to the encrypted address.</source>
            <translation>Pedidos sem criptografia são enviados ao endereço criptografado.</translation>
        </message>
        <message>
            <source>Webhooks to the local network</source>
            <translation>Webhooks para a rede local</translation>
        </message>
        <message>
            <source>Off: they reach public addresses only.</source>
            <translation>Desligado: só chegam a endereços públicos.</translation>
        </message>
        <message>
            <source>Largest photo</source>
            <translation>Maior foto</translation>
        </message>
        <message>
            <source>MB</source>
            <translation>MB</translation>
        </message>
        <message>
            <source>Largest video</source>
            <translation>Maior vídeo</translation>
        </message>
        <message>
            <source>Largest audio</source>
            <translation>Maior áudio</translation>
        </message>
        <message>
            <source>Largest document</source>
            <translation>Maior documento</translation>
        </message>
        <message>
            <source>Spanish</source>
            <translation>Espanhol</translation>
        </message>
        <message>
            <source>Portuguese</source>
            <translation>Português</translation>
        </message>
        <message>
            <source>English</source>
            <translation>Inglês</translation>
        </message>
        <message>
            <source>Ignore them</source>
            <translation>Ignorá-los</translation>
        </message>
        <message>
            <source>Show them in a list of their own</source>
            <translation>Mostrá-los numa lista à parte</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automático</translation>
        </message>
        <message>
            <source>Always</source>
            <translation>Sempre</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nunca</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Desligado</translation>
        </message>
        <message>
            <source>With an own certificate, made here</source>
            <translation>Com certificado próprio, feito aqui</translation>
        </message>
        <message>
            <source>With your certificate</source>
            <translation>Com o seu certificado</translation>
        </message>
        <message>
            <source>A number from %1 to %2.</source>
            <translation>Um número de %1 a %2.</translation>
        </message>
        <message>
            <source>From %1 to %2 characters, without blanks around them.</source>
            <translation>De %1 a %2 caracteres, sem espaços no começo nem no fim.</translation>
        </message>
        <message>
            <source>At most %1 characters, without blanks around them.</source>
            <translation>No máximo %1 caracteres, sem espaços no começo nem no fim.</translation>
        </message>
        <message>
            <source>At most %1 lines.</source>
            <translation>No máximo %1 linhas.</translation>
        </message>
        <message>
            <source>That value is not valid.</source>
            <translation>Esse valor não é válido.</translation>
        </message>
        <message>
            <source>The environment of this computer decides it.</source>
            <translation>Quem decide é o ambiente deste computador.</translation>
        </message>
        <message>
            <source>Nobody could sign in yet: make an administrator under Users first.</source>
            <translation>Ninguém poderia entrar ainda: crie primeiro um administrador em Usuários.</translation>
        </message>
        <message>
            <source>Type the key again: it was given for another service.</source>
            <translation>Digite a chave de novo: ela era de outro serviço.</translation>
        </message>
        <message>
            <source>It does not work on this computer. Check the file, the address or the port.</source>
            <translation>Não funciona neste computador. Verifique o arquivo, o endereço ou a porta.</translation>
        </message>
        <message>
            <source>Pause the assistant in every chat</source>
            <translation>Pausar o assistente em todas as conversas</translation>
        </message>
        <message>
            <source>It says nothing, and every new chat opens a ticket for a person.</source>
            <translation>Não responde, e cada conversa nova abre um ticket para uma pessoa atender.</translation>
        </message>
        <message>
            <source>Kind of desk</source>
            <translation>Tipo de central</translation>
        </message>
        <message>
            <source>A repair shop has three more statuses: waiting for approval, delivered, and warranty.</source>
            <translation>A oficina tem três estados a mais: esperando autorização, entregue e garantia.</translation>
        </message>
        <message>
            <source>IT department</source>
            <translation>Departamento de TI</translation>
        </message>
        <message>
            <source>Repair shop</source>
            <translation>Oficina de reparos</translation>
        </message>
        <message>
            <source>Back up every day</source>
            <translation>Fazer backup todo dia</translation>
        </message>
        <message>
            <source>At</source>
            <translation>Hora</translation>
        </message>
        <message>
            <source>When the computer was off then, soon after the next start.</source>
            <translation>Se nessa hora o computador estava desligado, pouco depois do próximo início.</translation>
        </message>
        <message>
            <source>Write it as 13:00.</source>
            <translation>Escreva como 13:00.</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Pasta</translation>
        </message>
        <message>
            <source>Best on another drive or a share. Empty: in the data folder, which a broken disk takes along.</source>
            <translation>Melhor em outra unidade ou numa pasta compartilhada. Vazia: na pasta de dados, que se perde se o disco quebrar.</translation>
        </message>
        <message>
            <source>A whole path, as D:\Backups or /media/usb.</source>
            <translation>Um caminho completo, como D:\Backups ou /media/usb.</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>Older ones are deleted.</source>
            <translation>Os mais antigos são apagados.</translation>
        </message>
        <message>
            <source>backups</source>
            <translation>backups</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>Configurações</translation>
        </message>
        <message>
            <source>Search settings</source>
            <translation>Buscar configurações</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Páginas</translation>
        </message>
        <message>
            <source>Nothing matches. Search for a word of the setting.</source>
            <translation>Sem resultados. Busque por uma palavra da configuração.</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salvar</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fechar</translation>
        </message>
        <message>
            <source>General</source>
            <translation>Geral</translation>
        </message>
        <message>
            <source>Desk</source>
            <translation>Atendimento</translation>
        </message>
        <message>
            <source>Attachments</source>
            <translation>Anexos</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>Assistente</translation>
        </message>
        <message>
            <source>Conversation</source>
            <translation>Conversa</translation>
        </message>
        <message>
            <source>AI service</source>
            <translation>Serviço de IA</translation>
        </message>
        <message>
            <source>Hours</source>
            <translation>Horário</translation>
        </message>
        <message>
            <source>Panel and network</source>
            <translation>Painel e rede</translation>
        </message>
        <message>
            <source>Panel</source>
            <translation>Painel</translation>
        </message>
        <message>
            <source>Encryption</source>
            <translation>Criptografia</translation>
        </message>
        <message>
            <source>Behind a proxy</source>
            <translation>Atrás de um proxy</translation>
        </message>
        <message>
            <source>There are changes that are not saved.</source>
            <translation>Há mudanças não salvas.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Salvo.</translation>
        </message>
        <message>
            <source>Not saved yet: %1</source>
            <translation>Não salvo: %1</translation>
        </message>
        <message>
            <source>Save the changes?</source>
            <translation>Salvar as mudanças?</translation>
        </message>
        <message>
            <source>Go on changing</source>
            <translation>Continuar editando</translation>
        </message>
        <message>
            <source>Test the AI service</source>
            <translation>Testar o serviço de IA</translation>
        </message>
        <message>
            <source>Share the panel…</source>
            <translation>Compartilhar o painel…</translation>
        </message>
        <message>
            <source>Share the panel address QR fingerprint who is signed in sign out</source>
            <translation>Compartilhar o painel endereço QR impressão digital quem está conectado encerrar sessão</translation>
        </message>
        <message>
            <source>Restart now</source>
            <translation>Reiniciar agora</translation>
        </message>
        <message>
            <source>Some changes take effect when Ventanilla starts again.</source>
            <translation>Algumas mudanças valem quando o Ventanilla reiniciar.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TokensPage</name>
        <message>
            <source>API and webhooks</source>
            <translation>API e webhooks</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>Begins with</source>
            <translation>Começa com</translation>
        </message>
        <message>
            <source>May</source>
            <translation>Pode</translation>
        </message>
        <message>
            <source>Used last</source>
            <translation>Último uso</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>Até</translation>
        </message>
        <message>
            <source>No tokens. A script or another program needs one to use the API.</source>
            <translation>Nenhum token. Um script ou outro programa precisa de um para usar a API.</translation>
        </message>
        <message>
            <source>Tokens</source>
            <translation>Tokens</translation>
        </message>
        <message>
            <source>Tokens API programs scripts</source>
            <translation>Tokens API programas scripts</translation>
        </message>
        <message>
            <source>Make token…</source>
            <translation>Criar token…</translation>
        </message>
        <message>
            <source>Revoke…</source>
            <translation>Revogar…</translation>
        </message>
        <message>
            <source>Reach</source>
            <translation>Alcance</translation>
        </message>
        <message>
            <source>read</source>
            <translation>ler</translation>
        </message>
        <message>
            <source>write</source>
            <translation>escrever</translation>
        </message>
        <message>
            <source>administer</source>
            <translation>administrar</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nunca</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Vencido</translation>
        </message>
        <message>
            <source>No end</source>
            <translation>Sem fim</translation>
        </message>
        <message>
            <source>New token</source>
            <translation>Novo token</translation>
        </message>
        <message>
            <source>Make token</source>
            <translation>Criar token</translation>
        </message>
        <message>
            <source>What uses it, e.g. Inventory</source>
            <translation>Quem usa, ex.: Inventário</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <comment>how long a token holds</comment>
            <translation>
                <numerusform>%n dia</numerusform>
                <numerusform>%n dias</numerusform>
            </translation>
        </message>
        <message>
            <source>Read tickets and messages</source>
            <translation>Ler chamados e mensagens</translation>
        </message>
        <message>
            <source>Write: answer, open and change tickets</source>
            <translation>Escrever: responder, abrir e alterar chamados</translation>
        </message>
        <message>
            <source>Administer: settings, users, tokens</source>
            <translation>Administrar: configurações, usuários, tokens</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Nome</translation>
        </message>
        <message>
            <source>&amp;Holds</source>
            <translation>&amp;Vale</translation>
        </message>
        <message>
            <source>Copy the token now: only its hash is kept, and it is not shown again.</source>
            <translation>Copie o token agora: só o seu hash é guardado, e ele não é mostrado de novo.</translation>
        </message>
        <message>
            <source>Revoke token</source>
            <translation>Revogar token</translation>
        </message>
        <message>
            <source>Revoke %1 for ever?</source>
            <translation>Revogar %1 para sempre?</translation>
        </message>
        <message>
            <source>What uses it is refused from now on. What it has done stays, with its name on the trail.</source>
            <translation>Quem o usa será recusado a partir de agora. O que ele fez fica, com o nome no registro.</translation>
        </message>
        <message>
            <source>Revoke</source>
            <translation>Revogar</translation>
        </message>
        <message>
            <source>Give it a name of 1 to 64 characters.</source>
            <translation>Dê um nome de 1 a 64 caracteres.</translation>
        </message>
        <message>
            <source>Choose at least one thing that it may do.</source>
            <translation>Escolha pelo menos uma coisa que ele possa fazer.</translation>
        </message>
        <message>
            <source>Webhooks</source>
            <translation>Webhooks</translation>
        </message>
        <message>
            <source>Webhooks addresses that are told of changes</source>
            <translation>Webhooks endereços que recebem as mudanças</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::UsersPage</name>
        <message>
            <source>Users</source>
            <translation>Usuários</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>Signs in as</source>
            <translation>Entra como</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Papel</translation>
        </message>
        <message>
            <source>Last time</source>
            <translation>Última vez</translation>
        </message>
        <message>
            <source>Nobody can sign in to the panel yet. Add an administrator first.</source>
            <translation>Ninguém pode entrar no painel ainda. Adicione primeiro um administrador.</translation>
        </message>
        <message>
            <source>Who works on the panel. Changes here are made at once; whoever is kept out is signed out as well.</source>
            <translation>Quem trabalha no painel. As mudanças valem na hora; quem é bloqueado também sai da sessão.</translation>
        </message>
        <message>
            <source>Users administrator technician password role</source>
            <translation>Usuários administrador técnico senha papel</translation>
        </message>
        <message>
            <source>Add user…</source>
            <translation>Adicionar usuário…</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Alterar…</translation>
        </message>
        <message>
            <source>New password…</source>
            <translation>Nova senha…</translation>
        </message>
        <message>
            <source>Keep out</source>
            <translation>Bloquear</translation>
        </message>
        <message>
            <source>Administrator</source>
            <translation>Administrador</translation>
        </message>
        <message>
            <source>Only looks</source>
            <translation>Só consulta</translation>
        </message>
        <message>
            <source>Technician</source>
            <translation>Técnico</translation>
        </message>
        <message>
            <source>Kept out</source>
            <translation>Bloqueado</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nunca</translation>
        </message>
        <message>
            <source>Let in again</source>
            <translation>Desbloquear</translation>
        </message>
        <message>
            <source>Keep out…</source>
            <translation>Bloquear…</translation>
        </message>
        <message>
            <source>New user</source>
            <translation>Novo usuário</translation>
        </message>
        <message>
            <source>Add user</source>
            <translation>Adicionar usuário</translation>
        </message>
        <message>
            <source>As the others see it</source>
            <translation>Como os outros veem</translation>
        </message>
        <message>
            <source>&amp;Signs in as</source>
            <translation>&amp;Entra como</translation>
        </message>
        <message>
            <source>&amp;Full name</source>
            <translation>Nome &amp;completo</translation>
        </message>
        <message>
            <source>&amp;Role</source>
            <translation>&amp;Papel</translation>
        </message>
        <message>
            <source>&amp;Password</source>
            <translation>&amp;Senha</translation>
        </message>
        <message>
            <source>%1 can sign in now. Hand over this password; it is not shown again.</source>
            <translation>%1 já pode entrar. Entregue esta senha; ela não é mostrada de novo.</translation>
        </message>
        <message>
            <source>Change user</source>
            <translation>Alterar usuário</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salvar</translation>
        </message>
        <message>
            <source>New password for %1</source>
            <translation>Nova senha de %1</translation>
        </message>
        <message>
            <source>Set password</source>
            <translation>Definir senha</translation>
        </message>
        <message>
            <source>Your other sessions end.</source>
            <translation>As suas outras sessões terminam.</translation>
        </message>
        <message>
            <source>All sessions of this user end.</source>
            <translation>Todas as sessões deste usuário terminam.</translation>
        </message>
        <message>
            <source>P&amp;resent password</source>
            <translation>Senha &amp;atual</translation>
        </message>
        <message>
            <source>New &amp;password</source>
            <translation>Nova &amp;senha</translation>
        </message>
        <message>
            <source>Keep %1 out?</source>
            <translation>Bloquear %1?</translation>
        </message>
        <message>
            <source>All sessions of this user end. Tickets, messages and the trail of what was done stay; you can let them in again.</source>
            <translation>Todas as sessões terminam. Chamados, mensagens e o registro do que foi feito ficam; você pode desbloquear depois.</translation>
        </message>
        <message>
            <source>Hand over this password; it is not shown again.</source>
            <translation>Entregue esta senha; ela não é mostrada de novo.</translation>
        </message>
        <message>
            <source>Somebody signs in by that name already.</source>
            <translation>Alguém já entra com esse nome.</translation>
        </message>
        <message>
            <source>One administrator has to stay.</source>
            <translation>Tem de ficar pelo menos um administrador.</translation>
        </message>
        <message>
            <source>The name to sign in by has 1 to 64 characters.</source>
            <translation>O nome para entrar tem de 1 a 64 caracteres.</translation>
        </message>
        <message>
            <source>The full name has at most 64 characters.</source>
            <translation>O nome completo tem no máximo 64 caracteres.</translation>
        </message>
        <message>
            <source>The password needs at least 8 characters and may not be the name.</source>
            <translation>A senha tem pelo menos 8 caracteres e não pode ser o nome.</translation>
        </message>
        <message>
            <source>The present password is not right.</source>
            <translation>A senha atual não está certa.</translation>
        </message>
        <message>
            <source>Too many wrong passwords. Wait a little and try again.</source>
            <translation>Senhas erradas demais. Espere um pouco e tente de novo.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WeekEditor</name>
        <message>
            <source>Closed</source>
            <comment>a day</comment>
            <translation>Fechado</translation>
        </message>
        <message>
            <source>Monday&apos;s hours until Friday</source>
            <translation>As horas de segunda até sexta</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WhatsAppPage</name>
        <message>
            <source>WhatsApp</source>
            <translation>WhatsApp</translation>
        </message>
        <message>
            <source>State link connection pair number</source>
            <translation>Estado vínculo conexão vincular número</translation>
        </message>
        <message>
            <source>Calls and other chats</source>
            <translation>Chamadas e outras conversas</translation>
        </message>
        <message>
            <source>Pace of messages</source>
            <translation>Ritmo das mensagens</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>Começar de novo</translation>
        </message>
        <message>
            <source>Forget the session and link again delete</source>
            <translation>Apagar esquecer a sessão e vincular de novo</translation>
        </message>
        <message>
            <source>Link…</source>
            <translation>Vincular…</translation>
        </message>
        <message>
            <source>Takes this computer off the phone&apos;s list of linked devices and deletes its session. Tickets, conversations and photos stay.</source>
            <translation>Tira este computador dos aparelhos conectados do celular e apaga a sua sessão. Chamados, conversas e fotos ficam.</translation>
        </message>
        <message>
            <source>Forget session and link again…</source>
            <translation>Apagar a sessão e vincular de novo…</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Conectado</translation>
        </message>
        <message>
            <source>Linked as %1.</source>
            <translation>Vinculado como %1.</translation>
        </message>
        <message>
            <source>Linked as %1, %2.</source>
            <translation>Vinculado como %1, %2.</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Conectando…</translation>
        </message>
        <message>
            <source>What you write is kept and goes out in order.</source>
            <translation>O que você escrever fica guardado e sai em ordem.</translation>
        </message>
        <message>
            <source>Not linked</source>
            <translation>Não vinculado</translation>
        </message>
        <message>
            <source>Link it with the phone to receive and send messages.</source>
            <translation>Vincule com o celular para receber e enviar mensagens.</translation>
        </message>
        <message>
            <source>No connection since %1</source>
            <translation>Sem conexão desde %1</translation>
        </message>
        <message>
            <source>No connection</source>
            <translation>Sem conexão</translation>
        </message>
        <message>
            <source>What you write is kept and goes out in order when it is back.</source>
            <translation>O que você escrever fica guardado e sai em ordem quando voltar.</translation>
        </message>
        <message>
            <source>Forget session</source>
            <translation>Apagar sessão</translation>
        </message>
        <message>
            <source>Delete the session and link again?</source>
            <translation>Apagar a sessão e vincular de novo?</translation>
        </message>
        <message>
            <source>Tickets, conversations and photos stay.</source>
            <translation>Chamados, conversas e fotos ficam.</translation>
        </message>
        <message numerus="yes">
            <source>%n queued message(s) wait for the new session.</source>
            <translation>
                <numerusform>%n mensagem na fila espera a nova sessão.</numerusform>
                <numerusform>%n mensagens na fila esperam a nova sessão.</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete and link</source>
            <translation>Apagar e vincular</translation>
        </message>
        <message>
            <source>The session could not be deleted. Try again; if it goes on, look at the log.</source>
            <translation>Não foi possível apagar a sessão. Tente de novo; se continuar, veja o registro.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SecretEditor</name>
        <message>
            <source>Remove</source>
            <translation>Remover</translation>
        </message>
        <message>
            <source>Will be removed</source>
            <translation>Será removida</translation>
        </message>
        <message>
            <source>Stored. Type to replace it.</source>
            <translation>Salva. Digite para trocá-la.</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Nenhuma</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AssistantSwitch</name>
        <message>
            <source>The assistant was not switched.</source>
            <translation>Não foi possível mudar o assistente.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ToastCard</name>
        <message>
            <source>Close notice</source>
            <translation>Fechar aviso</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Desfazer</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::NoticeBell</name>
        <message numerus="yes">
            <source>Notices, %n new</source>
            <translation>
                <numerusform>Avisos, %n novo</numerusform>
                <numerusform>Avisos, %n novos</numerusform>
            </translation>
        </message>
        <message>
            <source>Notices</source>
            <translation>Avisos</translation>
        </message>
        <message>
            <source>Nothing new since the start.</source>
            <translation>Nada de novo desde o início.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ActorButton</name>
        <message>
            <source>Who works at this computer. What is done here is written down under this name.</source>
            <translation>Quem atende neste computador. O que for feito aqui fica em seu nome.</translation>
        </message>
        <message>
            <source>Who works here: %1</source>
            <translation>Atende: %1</translation>
        </message>
        <message>
            <source>Nobody has an account yet.</source>
            <translation>Ninguém tem conta ainda.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::PasskeyPage</name>
        <message>
            <source>WhatsApp asks for your passkey</source>
            <translation>O WhatsApp pede sua chave de acesso</translation>
        </message>
        <message>
            <source>The passkey is on the phone, on a security key or in this computer. Your browser can show it to WhatsApp; Ventanilla passes its answer on and keeps nothing of it.</source>
            <translation>A chave está no celular, em uma chave de segurança ou neste computador. Seu navegador pode mostrá-la ao WhatsApp; a Ventanilla só repassa a resposta e não guarda nada dela.</translation>
        </message>
        <message>
            <source>Open web.whatsapp.com</source>
            <translation>Abrir web.whatsapp.com</translation>
        </message>
        <message>
            <source>Copy command</source>
            <translation>Copiar comando</translation>
        </message>
        <message>
            <source>Open the page in Chrome, Edge or Firefox. Do not sign in there.</source>
            <translation>Abra a página no Chrome, Edge ou Firefox. Não entre na conta ali.</translation>
        </message>
        <message>
            <source>Press F12, choose Console and paste the command. If the browser warns, follow what it says to allow it.</source>
            <translation>Pressione F12, escolha Console e cole o comando. Se o navegador avisar, faça o que ele pede para permitir.</translation>
        </message>
        <message>
            <source>The browser asks for the passkey: choose the phone, and scan its code with the phone&apos;s camera.</source>
            <translation>O navegador pede a chave: escolha o celular e leia o código com a câmera.</translation>
        </message>
        <message>
            <source>Copy the answer that appears, and paste it here.</source>
            <translation>Copie a resposta que aparecer e cole aqui.</translation>
        </message>
        <message>
            <source>Answer of the browser</source>
            <translation>Resposta do navegador</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Continuar</translation>
        </message>
        <message>
            <source>Without it: on the phone, remove the passkey under Settings, Account, Passkeys, and link again. It can be made anew afterwards.</source>
            <translation>Sem ela: no celular, remova-a em Configurações, Conta, Chaves de acesso, e conecte de novo. Depois você pode criá-la outra vez.</translation>
        </message>
        <message>
            <source>Does the phone show the same code?</source>
            <translation>O celular mostra o mesmo código?</translation>
        </message>
        <message>
            <source>Code to compare with the phone</source>
            <translation>Código para comparar com o celular</translation>
        </message>
        <message>
            <source>If it is another one, somebody else may be linking: say so, and nothing is linked.</source>
            <translation>Se for outro, outra pessoa pode estar conectando: avise e nada será conectado.</translation>
        </message>
        <message>
            <source>It is the same</source>
            <translation>É o mesmo</translation>
        </message>
        <message>
            <source>It is another</source>
            <translation>É outro</translation>
        </message>
        <message>
            <source>Copied. It holds only WhatsApp&apos;s question, and works for this attempt.</source>
            <translation>Copiado. Contém só a pergunta do WhatsApp e vale para esta tentativa.</translation>
        </message>
        <message>
            <source>That is not the browser&apos;s answer to this question. Copy the whole line and try again.</source>
            <translation>Essa não é a resposta do navegador a esta pergunta. Copie a linha inteira e tente de novo.</translation>
        </message>
        <message>
            <source>WhatsApp does not wait for it any more. Ask for new codes.</source>
            <translation>O WhatsApp já não a espera. Peça códigos novos.</translation>
        </message>
        <message>
            <source>Show the passkey here</source>
            <translation>Mostrar a chave aqui</translation>
        </message>
        <message>
            <source>A window asks for the passkey. Follow what it says.</source>
            <translation>Uma janela pede a chave. Siga o que ela diz.</translation>
        </message>
        <message>
            <source>No passkey came from there. Your browser may know more ways.</source>
            <translation>Nenhuma chave veio dali. Seu navegador talvez tenha outras formas.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AdministratorStep</name>
        <message>
            <source>Administrator account</source>
            <translation>Conta de administrador</translation>
        </message>
        <message>
            <source>Who administers the desk?</source>
            <translation>Quem administra a central?</translation>
        </message>
        <message>
            <source>This account signs in to the panel, adds the other technicians and changes the settings. On this computer the console needs no password.</source>
            <translation>Com esta conta se entra no painel, se adicionam os outros técnicos e se mudam as configurações. Neste computador o console não pede senha.</translation>
        </message>
        <message>
            <source>As the others see it</source>
            <translation>Como os outros veem</translation>
        </message>
        <message>
            <source>&amp;Signs in as</source>
            <translation>&amp;Usuário</translation>
        </message>
        <message>
            <source>&amp;Full name</source>
            <translation>&amp;Nome completo</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Another</source>
            <translation>Outra</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Senha</translation>
        </message>
        <message>
            <source>Keep it in your password manager: it is shown only here and only now.</source>
            <translation>Guarde-a no seu gerenciador de senhas: ela só aparece aqui e agora.</translation>
        </message>
        <message>
            <source>I have &amp;kept it</source>
            <translation>&amp;Já guardei</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Copiada</translation>
        </message>
        <message>
            <source>Add the other technicians under File › Settings › Users. A lost password is replaced there, too.</source>
            <translation>Adicione os outros técnicos em Arquivo › Configurações › Usuários. Ali também se troca uma senha perdida.</translation>
        </message>
        <message>
            <source>%1 administers this desk.</source>
            <translation>%1 administra esta central.</translation>
        </message>
        <message>
            <source>%1 administers this desk and signs in as %2.</source>
            <translation>%1 administra esta central; entra como %2.</translation>
        </message>
        <message>
            <source>Somebody signs in by that name already.</source>
            <translation>Já existe alguém com esse usuário.</translation>
        </message>
        <message>
            <source>The name to sign in by has 1 to 64 characters.</source>
            <translation>O usuário tem de 1 a 64 caracteres.</translation>
        </message>
        <message>
            <source>An administrator is there already.</source>
            <translation>Já existe um administrador.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AssistantStep</name>
        <message>
            <source>Assistant</source>
            <translation>Assistente</translation>
        </message>
        <message>
            <source>Who helps the assistant?</source>
            <translation>Quem ajuda o assistente?</translation>
        </message>
        <message>
            <source>The built-in rules greet customers, ask for what is missing and suggest first steps, without internet. An AI service understands more; when it does not answer, the rules do.</source>
            <translation>As regras incluídas cumprimentam, pedem o que falta e sugerem os primeiros passos, sem internet. Um serviço de IA entende mais; se ele não responde, as regras respondem.</translation>
        </message>
        <message>
            <source>Nobody: the built-in rules alone</source>
            <translation>Ninguém: só as regras incluídas</translation>
        </message>
        <message>
            <source>Ollama, on this computer</source>
            <translation>Ollama, neste computador</translation>
        </message>
        <message>
            <source>Another service</source>
            <translation>Outro serviço</translation>
        </message>
        <message>
            <source>&amp;Service</source>
            <translation>&amp;Serviço</translation>
        </message>
        <message>
            <source>&amp;Address</source>
            <translation>&amp;Endereço</translation>
        </message>
        <message>
            <source>&amp;Model</source>
            <translation>&amp;Modelo</translation>
        </message>
        <message>
            <source>&amp;Key</source>
            <translation>&amp;Chave</translation>
        </message>
        <message>
            <source>The words of your customers go to that service. Names and numbers are hidden before, unless it runs on this computer.</source>
            <translation>As palavras dos seus clientes vão para esse serviço. Antes se ocultam nomes e números, a não ser que ele esteja neste computador.</translation>
        </message>
        <message>
            <source>Kept; type another to replace it</source>
            <translation>Guardada; digite outra para trocar</translation>
        </message>
        <message>
            <source>Built-in rules</source>
            <translation>Regras incluídas</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AssistantTest</name>
        <message>
            <source>Test</source>
            <translation>Testar</translation>
        </message>
        <message>
            <source>Asking the service…</source>
            <translation>Perguntando ao serviço…</translation>
        </message>
        <message>
            <source>It answers: %1, in %2 s.</source>
            <translation>Responde: %1, em %2 s.</translation>
        </message>
        <message>
            <source>Write the address of the service first.</source>
            <translation>Escreva primeiro o endereço do serviço.</translation>
        </message>
        <message>
            <source>%1 answers, but does not take the key. Copy it again from your account there.</source>
            <translation>%1 responde, mas não aceita a chave. Copie-a de novo da sua conta lá.</translation>
        </message>
        <message>
            <source>%1 answers, but your account there has no credit.</source>
            <translation>%1 responde, mas a sua conta lá não tem saldo.</translation>
        </message>
        <message>
            <source>%1 answers, but does not know the model %2.</source>
            <translation>%1 responde, mas não conhece o modelo %2.</translation>
        </message>
        <message>
            <source>Something answers there, but no such service. The address usually ends in /chat/completions.</source>
            <translation>Algo responde ali, mas não é um serviço desses. O endereço costuma terminar em /chat/completions.</translation>
        </message>
        <message>
            <source>%1 answers, but your account has asked too much for now. Wait a moment and try again.</source>
            <translation>%1 responde, mas a sua conta já perguntou demais por agora. Espere um momento e tente de novo.</translation>
        </message>
        <message>
            <source>%1 has a problem of its own (%2). Try again later.</source>
            <translation>%1 está com um problema próprio (%2). Tente mais tarde.</translation>
        </message>
        <message>
            <source>%1 did not take the question (%2). Check address and model.</source>
            <translation>%1 não aceitou a pergunta (%2). Confira endereço e modelo.</translation>
        </message>
        <message>
            <source>No answer in %1 s. Until it is quicker, the built-in rules answer.</source>
            <translation>Não respondeu em %1 s. Enquanto demorar assim, as regras incluídas respondem.</translation>
        </message>
        <message>
            <source>%1 cannot be reached. Check the address and the internet connection.</source>
            <translation>Não se alcança %1. Confira o endereço e a conexão com a internet.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::DeskKindStep</name>
        <message>
            <source>Kind of desk</source>
            <translation>Tipo de central</translation>
        </message>
        <message>
            <source>What kind of desk is it?</source>
            <translation>Que tipo de central é?</translation>
        </message>
        <message>
            <source>Folios, statuses and the notices to your customers begin as your trade uses them. You can change all of it later.</source>
            <translation>Os números, os estados e os avisos ao cliente começam como se usam no seu trabalho. Depois você pode mudar tudo.</translation>
        </message>
        <message>
            <source>IT department</source>
            <translation>Departamento de TI</translation>
        </message>
        <message>
            <source>Tickets about the computers, network and accounts of your own company.</source>
            <translation>Chamados dos computadores, da rede e das contas da sua própria empresa.</translation>
        </message>
        <message>
            <source>Repair shop</source>
            <translation>Oficina de reparos</translation>
        </message>
        <message>
            <source>Service orders, with notices for approval, hand-over and warranty. Folios begin with OS.</source>
            <translation>Ordens de serviço, com avisos de autorização, entrega e garantia. Os números começam com OS.</translation>
        </message>
        <message>
            <source>&amp;Name of the desk</source>
            <translation>&amp;Nome da central</translation>
        </message>
        <message>
            <source>Language for &amp;customers</source>
            <translation>Idioma dos &amp;clientes</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>O do sistema</translation>
        </message>
        <message>
            <source>Language of this &amp;window</source>
            <translation>Idioma desta &amp;janela</translation>
        </message>
        <message>
            <source>Ventanilla speaks it after a restart, and goes on here.</source>
            <translation>Muda ao reiniciar o Ventanilla, e continua aqui.</translation>
        </message>
        <message>
            <source>Restart now</source>
            <translation>Reiniciar agora</translation>
        </message>
        <message>
            <source>Only want to look around? In the demo, made-up customers write on a simulated WhatsApp. It opens in a window and a folder of its own; nothing of this desk changes.</source>
            <translation>Só quer olhar? Na demonstração, clientes inventados escrevem por um WhatsApp simulado. Ela abre na própria janela e pasta; esta central não muda.</translation>
        </message>
        <message>
            <source>Try with example data</source>
            <translation>Testar com dados de exemplo</translation>
        </message>
        <message>
            <source>The demo opens in a window of its own. Close it when you are done.</source>
            <translation>A demonstração abre na própria janela. Feche-a quando terminar.</translation>
        </message>
        <message>
            <source>The demo could not be started. Try it as: ventanilla --demo</source>
            <translation>Não foi possível iniciar a demonstração. Tente com: ventanilla --demo</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::FirstRunDialog</name>
        <message>
            <source>Set up Ventanilla</source>
            <translation>Configurar o Ventanilla</translation>
        </message>
        <message>
            <source>You can change all of this later under File › Settings.</source>
            <translation>Você pode mudar tudo depois em Arquivo › Configurações.</translation>
        </message>
        <message>
            <source>Leave for later</source>
            <translation>Deixar para depois</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Voltar</translation>
        </message>
        <message>
            <source>Step %1 of %2</source>
            <translation>Passo %1 de %2</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>Concluir</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Próximo</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::PanelStep</name>
        <message>
            <source>Panel on the network</source>
            <translation>Painel na rede</translation>
        </message>
        <message>
            <source>Open the panel to your team</source>
            <translation>Abra o painel para a sua equipe</translation>
        </message>
        <message>
            <source>The other technicians work from their browser, on a computer or a phone, without installing anything. Until this is on, the panel opens on this computer only.</source>
            <translation>Os outros técnicos atendem pelo navegador, no computador ou no celular, sem instalar nada. Até você ativar isto, o painel só abre neste computador.</translation>
        </message>
        <message>
            <source>Open the panel on the &amp;local network</source>
            <translation>Permitir o painel na rede &amp;local</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>N&amp;etwork</source>
            <translation>R&amp;ede</translation>
        </message>
        <message>
            <source>&amp;Port</source>
            <translation>&amp;Porta</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Endereço</translation>
        </message>
        <message>
            <source>&amp;HTTPS with an own certificate</source>
            <translation>Usar &amp;HTTPS com certificado próprio</translation>
        </message>
        <message>
            <source>QR code with the address of the panel</source>
            <translation>Código QR com o endereço do painel</translation>
        </message>
        <message>
            <source>Scan it to open the panel on your phone</source>
            <translation>Escaneie para abrir o painel no seu celular</translation>
        </message>
        <message>
            <source>Your own certificate is in use, as chosen in the settings.</source>
            <translation>O seu próprio certificado está em uso, como escolhido nas Configurações.</translation>
        </message>
        <message>
            <source>The browser warns at the first visit. In the settings you can give your company&apos;s certificate.</source>
            <translation>O navegador avisará na primeira vez. Nas Configurações você pode pôr o certificado da sua empresa.</translation>
        </message>
        <message>
            <source>On this computer only</source>
            <translation>Só neste computador</translation>
        </message>
        <message>
            <source>There is an administrator account</source>
            <translation>Conta de administrador criada</translation>
        </message>
        <message>
            <source>The administrator account is missing: without it nobody could sign in.</source>
            <translation>Falta a conta de administrador: sem ela ninguém poderia entrar.</translation>
        </message>
        <message>
            <source>Ventanilla serves on port %1</source>
            <translation>O Ventanilla atende na porta %1</translation>
        </message>
        <message>
            <source>Port %1 is free; Ventanilla uses it after its next start</source>
            <translation>Porta %1 livre; o Ventanilla a usa a partir do próximo início</translation>
        </message>
        <message>
            <source>Another program has port %1. Choose another.</source>
            <translation>Outro programa ocupa a porta %1. Escolha outra.</translation>
        </message>
        <message>
            <source>This computer is in no network at the moment.</source>
            <translation>Este computador não está em nenhuma rede no momento.</translation>
        </message>
        <message>
            <source>Others on this network find it under the address above</source>
            <translation>Os outros nesta rede o encontram no endereço acima</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::StartStep</name>
        <message>
            <source>Start and backup</source>
            <translation>Início e backup</translation>
        </message>
        <message>
            <source>&amp;Start with this computer</source>
            <translation>&amp;Iniciar com o computador</translation>
        </message>
        <message>
            <source>So that nothing gets lost</source>
            <translation>Para que nada se perca</translation>
        </message>
        <message>
            <source>Messages arrive while Ventanilla runs. With a daily backup the desk is back after a broken disk.</source>
            <translation>As mensagens entram enquanto o Ventanilla está aberto. Com um backup diário, a central volta mesmo se o disco quebrar.</translation>
        </message>
        <message>
            <source>In the tray, when you sign in to this computer.</source>
            <translation>Na bandeja, quando você entra neste computador.</translation>
        </message>
        <message>
            <source>This system has no switch for it that Ventanilla knows.</source>
            <translation>Este sistema não tem um interruptor que o Ventanilla conheça.</translation>
        </message>
        <message>
            <source>Starts with the computer</source>
            <translation>Inicia com o computador</translation>
        </message>
        <message>
            <source>The system did not take it. Look whether your account may write its own start-up programs.</source>
            <translation>O sistema não aceitou. Veja se a sua conta pode escrever os próprios programas de início.</translation>
        </message>
        <message>
            <source>&amp;Back up every day</source>
            <translation>&amp;Fazer backup todo dia</translation>
        </message>
        <message>
            <source>In the data folder of this desk</source>
            <translation>Na pasta de dados desta central</translation>
        </message>
        <message>
            <source>Folder for backups</source>
            <translation>Pasta de backups</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Escolher…</translation>
        </message>
        <message>
            <source>Without a backup, a broken disk takes the desk along.</source>
            <translation>Sem backup, um disco quebrado leva a central junto.</translation>
        </message>
        <message>
            <source>This protects from mistakes, not from a broken disk: better choose another drive or a share.</source>
            <translation>Assim protege de erros, não de um disco quebrado: melhor escolher outra unidade ou uma pasta compartilhada.</translation>
        </message>
        <message>
            <source>daily backup</source>
            <translation>backup diário</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::StepRail</name>
        <message>
            <source>present step</source>
            <translation>passo atual</translation>
        </message>
        <message>
            <source>done</source>
            <translation>pronto</translation>
        </message>
        <message>
            <source>Step %1</source>
            <translation>Passo %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WhatsAppStep</name>
        <message>
            <source>WhatsApp</source>
            <translation>WhatsApp</translation>
        </message>
        <message>
            <source>linked</source>
            <translation>vinculado</translation>
        </message>
        <message>
            <source>%1, linked</source>
            <translation>%1, vinculado</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::DeviceWords</name>
        <message>
            <source>This console</source>
            <translation>Este console</translation>
        </message>
        <message>
            <source>Unknown device</source>
            <translation>Dispositivo desconhecido</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SharePanelDialog</name>
        <message>
            <source>Share the panel</source>
            <translation>Compartilhar o painel</translation>
        </message>
        <message>
            <source>The panel for your team</source>
            <translation>O painel para a sua equipe</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fechar</translation>
        </message>
        <message>
            <source>Whoever has an account signs in with a browser on the same network: on a computer or a phone, without installing anything.</source>
            <translation>Quem tem conta entra com um navegador na mesma rede: no computador ou no celular, sem instalar nada.</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Rede</translation>
        </message>
        <message>
            <source>Address of the panel</source>
            <translation>Endereço do painel</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>The browser warns at the first visit. Compare this fingerprint (SHA-256) with what it shows:</source>
            <translation>O navegador avisará na primeira vez. Compare esta impressão digital (SHA-256) com a que ele mostra:</translation>
        </message>
        <message>
            <source>Fingerprint of the certificate</source>
            <translation>Impressão digital do certificado</translation>
        </message>
        <message>
            <source>QR code with the address of the panel</source>
            <translation>Código QR com o endereço do painel</translation>
        </message>
        <message>
            <source>Scan it with the phone&apos;s camera</source>
            <translation>Escaneie com a câmera do celular</translation>
        </message>
        <message>
            <source>Who is signed in</source>
            <translation>Quem está conectado</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Pessoa</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>From</source>
            <translation>De</translation>
        </message>
        <message>
            <source>Last used</source>
            <translation>Último uso</translation>
        </message>
        <message>
            <source>Nobody is signed in.</source>
            <translation>Ninguém está conectado.</translation>
        </message>
        <message>
            <source>Sign out…</source>
            <translation>Encerrar sessão…</translation>
        </message>
        <message>
            <source>Open it to the local network</source>
            <translation>Permitir na rede local</translation>
        </message>
        <message>
            <source>Make the administrator account…</source>
            <translation>Criar a conta de administrador…</translation>
        </message>
        <message>
            <source>The panel is not served.</source>
            <translation>O painel não está ativo.</translation>
        </message>
        <message>
            <source>Nobody could sign in yet: the administrator account is missing.</source>
            <translation>Ainda ninguém poderia entrar: falta a conta de administrador.</translation>
        </message>
        <message>
            <source>At the moment it opens on this computer only.</source>
            <translation>Por enquanto só abre neste computador.</translation>
        </message>
        <message>
            <source>This computer is in no network at the moment.</source>
            <translation>Este computador não está em nenhuma rede no momento.</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Encerrar sessão</translation>
        </message>
        <message>
            <source>Sign %1 out on %2?</source>
            <translation>Encerrar a sessão de %1 em %2?</translation>
        </message>
        <message>
            <source>With the password they can sign in again. Who must not come back is kept out under Settings › Users.</source>
            <translation>Com a senha é possível entrar de novo. Quem não deve voltar é bloqueado em Configurações › Usuários.</translation>
        </message>
    </context>
    <context>
        <name>desk::PanelView</name>
        <message>
            <source>Panel</source>
            <translation>Painel</translation>
        </message>
        <message>
            <source>Open link</source>
            <translation>Abrir link</translation>
        </message>
        <message>
            <source>Open this address in the browser?</source>
            <translation>Abrir este endereço no navegador?</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Save file</source>
            <translation>Salvar arquivo</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::BackupPage</name>
        <message>
            <source>Backup</source>
            <translation>Backup</translation>
        </message>
        <message>
            <source>Tickets, conversations, photos and settings. The WhatsApp session is never in it: after a restore the phone is linked anew.</source>
            <translation>Chamados, conversas, fotos e configurações. A sessão do WhatsApp nunca é incluída: ao restaurar, o celular é vinculado de novo.</translation>
        </message>
        <message>
            <source>Back up now last backup result</source>
            <translation>Fazer backup agora último backup resultado</translation>
        </message>
        <message>
            <source>Daily backup</source>
            <translation>Backup diário</translation>
        </message>
        <message>
            <source>Choose folder drive share</source>
            <translation>Escolher pasta unidade pen drive rede compartilhada</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Restaurar</translation>
        </message>
        <message>
            <source>Restore go back to a backup</source>
            <translation>Restaurar voltar a um backup</translation>
        </message>
        <message>
            <source>Back up now</source>
            <translation>Fazer backup agora</translation>
        </message>
        <message>
            <source>Choose folder…</source>
            <translation>Escolher pasta…</translation>
        </message>
        <message>
            <source>Folder for backups</source>
            <translation>Pasta de backups</translation>
        </message>
        <message>
            <source>Restart now</source>
            <translation>Reiniciar agora</translation>
        </message>
        <message>
            <source>Do not restore</source>
            <translation>Não restaurar</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Data</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Tamanho</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Arquivo</translation>
        </message>
        <message>
            <source>There is no backup in the folder.</source>
            <translation>Não há backups na pasta.</translation>
        </message>
        <message>
            <source>Another file…</source>
            <translation>Outro arquivo…</translation>
        </message>
        <message>
            <source>Backup to restore</source>
            <translation>Backup a restaurar</translation>
        </message>
        <message>
            <source>Backups (desk-*.db)</source>
            <translation>Backups (desk-*.db)</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>Restaurar…</translation>
        </message>
        <message>
            <source>At present: %1</source>
            <translation>Agora: %1</translation>
        </message>
        <message>
            <source>%1 takes this desk&apos;s place at the next start.</source>
            <translation>%1 toma o lugar desta central no próximo início.</translation>
        </message>
        <message>
            <source>%1 was not restored; the desk is as it was.</source>
            <translation>%1 não foi restaurado; a central continua como estava.</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>A backup is being made…</source>
            <translation>Fazendo o backup…</translation>
        </message>
        <message>
            <source>Go back to the desk of %1?</source>
            <translation>Voltar à central de %1?</translation>
        </message>
        <message>
            <source>What came since then is not in it. The desk as it is now stays in a folder of its own. WhatsApp has to be linked again, and messages that waited in the backup go out only when somebody sends them again.</source>
            <translation>O que chegou depois não está nele. A central de agora fica guardada na própria pasta. É preciso vincular o WhatsApp de novo, e as mensagens que esperavam no backup só saem se alguém as reenviar.</translation>
        </message>
        <message>
            <source>Restore at the next start</source>
            <translation>Restaurar no próximo início</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::BackupWords</name>
        <message>
            <source>The folder is not there. Plug the drive in, or choose another folder.</source>
            <translation>A pasta não está lá. Conecte a unidade ou escolha outra pasta.</translation>
        </message>
        <message>
            <source>Nothing can be written to the folder. Look at its permissions, or choose another.</source>
            <translation>Não se pode escrever na pasta. Confira as permissões ou escolha outra.</translation>
        </message>
        <message>
            <source>There is not enough room. Make some, or choose another folder.</source>
            <translation>Não há espaço suficiente. Libere um pouco ou escolha outra pasta.</translation>
        </message>
        <message>
            <source>The copy is not whole. If it goes on, the disk may be failing: back up to another one.</source>
            <translation>A cópia não está completa. Se continuar, o disco pode estar falhando: faça o backup em outro.</translation>
        </message>
        <message>
            <source>It was made by a newer Ventanilla. Update this one first.</source>
            <translation>Foi feito por uma versão mais nova do Ventanilla. Atualize esta primeiro.</translation>
        </message>
        <message>
            <source>This file is no backup of Ventanilla.</source>
            <translation>Este arquivo não é um backup do Ventanilla.</translation>
        </message>
        <message>
            <source>It was broken off because Ventanilla closed.</source>
            <translation>Foi interrompido porque o Ventanilla fechou.</translation>
        </message>
        <message>
            <source>One is being made already.</source>
            <translation>Já está sendo feito um.</translation>
        </message>
        <message>
            <source>It could not be written. The log says more.</source>
            <translation>Não foi possível gravar. O registro diz mais.</translation>
        </message>
        <message>
            <source>The last good one: %1, %2.</source>
            <translation>O último bom: %1, %2.</translation>
        </message>
        <message>
            <source>There is none yet.</source>
            <translation>Ainda não há nenhum.</translation>
        </message>
        <message>
            <source>A backup is being made…</source>
            <translation>Fazendo o backup…</translation>
        </message>
        <message>
            <source>No backup has been made yet.</source>
            <translation>Ainda não foi feito nenhum backup.</translation>
        </message>
        <message>
            <source>Last backup: %1, %2. It is whole.</source>
            <translation>Último backup: %1, %2. Está completo.</translation>
        </message>
        <message>
            <source>The backup of %1 was not made.</source>
            <translation>O backup de %1 não foi feito.</translation>
        </message>
    </context>
    <context>
        <name>desk::PasskeyView</name>
        <message>
            <source>Passkey for WhatsApp</source>
            <translation>Chave de acesso para o WhatsApp</translation>
        </message>
        <message>
            <source>Account:</source>
            <translation>Conta:</translation>
        </message>
        <message>
            <source>PIN of the security key:</source>
            <translation>PIN da chave de segurança:</translation>
        </message>
        <message>
            <source>That was not it. PIN of the security key (%1 attempts left):</source>
            <translation>Não é esse. PIN da chave de segurança (restam %1 tentativas):</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WebhookList</name>
        <message>
            <source>Address</source>
            <translation>Endereço</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Para quê</translation>
        </message>
        <message>
            <source>Topics</source>
            <translation>Temas</translation>
        </message>
        <message>
            <source>Last delivery</source>
            <translation>Última entrega</translation>
        </message>
        <message>
            <source>No webhooks. Another program can be told of every change at once.</source>
            <translation>Não há webhooks. Outro programa pode saber na hora de cada mudança.</translation>
        </message>
        <message>
            <source>Add webhook…</source>
            <translation>Adicionar webhook…</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Mudar…</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Testar</translation>
        </message>
        <message>
            <source>Switch off</source>
            <translation>Desativar</translation>
        </message>
        <message>
            <source>Switch on</source>
            <translation>Ativar</translation>
        </message>
        <message>
            <source>New secret…</source>
            <translation>Novo segredo…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Remover…</translation>
        </message>
        <message>
            <source>Switched off</source>
            <translation>Desativado</translation>
        </message>
        <message>
            <source>None yet</source>
            <translation>Nenhuma ainda</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Todos</translation>
        </message>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>%n em espera</numerusform>
                <numerusform>%n em espera</numerusform>
            </translation>
        </message>
        <message>
            <source>New webhook</source>
            <translation>Novo webhook</translation>
        </message>
        <message>
            <source>Change webhook</source>
            <translation>Mudar webhook</translation>
        </message>
        <message>
            <source>Add webhook</source>
            <translation>Adicionar webhook</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salvar</translation>
        </message>
        <message>
            <source>&amp;Address</source>
            <translation>&amp;Endereço</translation>
        </message>
        <message>
            <source>A&amp;bout</source>
            <translation>Para &amp;quê</translation>
        </message>
        <message>
            <source>&amp;Topics</source>
            <translation>&amp;Temas</translation>
        </message>
        <message>
            <source>None chosen: all of them.</source>
            <translation>Sem escolher nenhum: todos.</translation>
        </message>
        <message>
            <source>Copy the secret now: the receiver checks the signature with it, and it is not shown again.</source>
            <translation>Copie o segredo agora: com ele se confere a assinatura, e ele não é mostrado de novo.</translation>
        </message>
        <message>
            <source>New secret</source>
            <translation>Novo segredo</translation>
        </message>
        <message>
            <source>Make secret</source>
            <translation>Criar segredo</translation>
        </message>
        <message>
            <source>Deliveries are signed with the new one at once; the receiver needs it.</source>
            <translation>As entregas são assinadas na hora com o novo; quem as recebe precisa dele.</translation>
        </message>
        <message>
            <source>Copy the secret now; it is not shown again.</source>
            <translation>Copie o segredo agora; ele não é mostrado de novo.</translation>
        </message>
        <message>
            <source>Remove webhook</source>
            <translation>Remover webhook</translation>
        </message>
        <message>
            <source>Post nothing more to %1?</source>
            <translation>Não enviar mais nada a %1?</translation>
        </message>
        <message>
            <source>What waits for it is dropped, and the list of its deliveries goes.</source>
            <translation>O que esperava é descartado e a lista das entregas é apagada.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Remover</translation>
        </message>
        <message>
            <source>Sending a test…</source>
            <translation>Enviando um teste…</translation>
        </message>
        <message>
            <source>It is switched off.</source>
            <translation>Está desativado.</translation>
        </message>
        <message>
            <source>The test waits behind deliveries that did not get through yet.</source>
            <translation>O teste espera atrás de entregas que ainda não passaram.</translation>
        </message>
        <message>
            <source>Taken, %1</source>
            <translation>Aceita, %1</translation>
        </message>
        <message>
            <source>Answered %1, %2</source>
            <translation>Respondeu %1, %2</translation>
        </message>
        <message>
            <source>The address is in the local network, which is not allowed.</source>
            <translation>O endereço está na rede local, o que não é permitido.</translation>
        </message>
        <message>
            <source>Nobody knows that name, %1</source>
            <translation>Ninguém conhece esse nome, %1</translation>
        </message>
        <message>
            <source>No answer in time, %1</source>
            <translation>Não respondeu a tempo, %1</translation>
        </message>
        <message>
            <source>Not reached, %1</source>
            <translation>Não foi alcançado, %1</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Em espera</translation>
        </message>
        <message>
            <source>Write a whole address with http:// or https://, without user, password or #.</source>
            <translation>Escreva um endereço completo com http:// ou https://, sem usuário, senha nem #.</translation>
        </message>
        <message>
            <source>There are as many webhooks as there may be.</source>
            <translation>Já há tantos webhooks quanto pode haver.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AttachmentRows</name>
        <message>
            <source>Attach files</source>
            <translation>Anexar arquivos</translation>
        </message>
        <message>
            <source>Remove %1</source>
            <translation>Remover %1</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Remover</translation>
        </message>
        <message>
            <source>The file is %1 and the limit is %2.</source>
            <translation>O arquivo tem %1 e o limite é %2.</translation>
        </message>
        <message>
            <source>Pasted picture</source>
            <translation>Imagem colada</translation>
        </message>
        <message>
            <source>The file is empty.</source>
            <translation>O arquivo está vazio.</translation>
        </message>
        <message>
            <source>The picture could not be kept.</source>
            <translation>Não foi possível guardar a imagem.</translation>
        </message>
        <message>
            <source>It goes as a document.</source>
            <translation>Vai como documento.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::DayChooser</name>
        <message>
            <source>Go to a day</source>
            <translation>Ir para um dia</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::EmojiPicker</name>
        <message>
            <source>Emoji</source>
            <translation>Emoji</translation>
        </message>
        <message>
            <source>Search emoji</source>
            <translation>Buscar emoji</translation>
        </message>
        <message>
            <source>This computer has no emoji font: some may look empty here. They arrive all the same.</source>
            <translation>Este computador não tem fonte de emoji: alguns podem aparecer vazios aqui. Chegam do mesmo jeito.</translation>
        </message>
        <message>
            <source>Used last</source>
            <translation>Usados recentemente</translation>
        </message>
        <message>
            <source>Faces and feelings</source>
            <translation>Rostos e emoções</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Pessoas</translation>
        </message>
        <message>
            <source>Animals and nature</source>
            <translation>Animais e natureza</translation>
        </message>
        <message>
            <source>Food and drink</source>
            <translation>Comida e bebida</translation>
        </message>
        <message>
            <source>Travel and places</source>
            <translation>Viagens e lugares</translation>
        </message>
        <message>
            <source>Activities</source>
            <translation>Atividades</translation>
        </message>
        <message>
            <source>Things</source>
            <translation>Objetos</translation>
        </message>
        <message>
            <source>Symbols</source>
            <translation>Símbolos</translation>
        </message>
        <message>
            <source>Flags</source>
            <translation>Bandeiras</translation>
        </message>
        <message>
            <source>Nothing is called that.</source>
            <translation>Nenhum se chama assim.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::MessageCommands</name>
        <message>
            <source>Delete for everyone?</source>
            <translation>Apagar para todos?</translation>
        </message>
        <message>
            <source>Delete this message for everyone?</source>
            <translation>Apagar esta mensagem para todos?</translation>
        </message>
        <message>
            <source>It disappears from the customer&apos;s phone too. Here it stays marked as taken back.</source>
            <translation>Some também do celular do cliente. Aqui fica marcada como apagada.</translation>
        </message>
        <message>
            <source>Delete for everyone</source>
            <translation>Apagar para todos</translation>
        </message>
        <message>
            <source>Save file</source>
            <translation>Salvar arquivo</translation>
        </message>
        <message>
            <source>The file was saved.</source>
            <translation>O arquivo foi salvo.</translation>
        </message>
        <message>
            <source>The file could not be saved there.</source>
            <translation>O arquivo não pôde ser salvo ali.</translation>
        </message>
        <message>
            <source>No program could open it. Save it instead.</source>
            <translation>Nenhum programa conseguiu abrir. Salve-o.</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>Escrita: %1</translation>
        </message>
        <message>
            <source>Accepted by WhatsApp: %1</source>
            <translation>O WhatsApp aceitou: %1</translation>
        </message>
        <message>
            <source>On the phone: %1</source>
            <translation>Chegou ao celular: %1</translation>
        </message>
        <message>
            <source>Read: %1</source>
            <translation>Lida: %1</translation>
        </message>
        <message>
            <source>Cause: %1</source>
            <translation>Causa: %1</translation>
        </message>
        <message>
            <source>Identifier: %1</source>
            <translation>Identificador: %1</translation>
        </message>
        <message>
            <source>Refused message</source>
            <translation>Mensagem recusada</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Mensagem</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Open this address?</source>
            <translation>Abrir este endereço?</translation>
        </message>
        <message>
            <source>The message leads to this address. Open it only if you trust it.</source>
            <translation>A mensagem leva a este endereço. Abra só se confiar nele.</translation>
        </message>
        <message>
            <source>Open in the browser</source>
            <translation>Abrir no navegador</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::MessageMenu</name>
        <message>
            <source>Play</source>
            <translation>Reproduzir</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausar</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Velocidade</translation>
        </message>
        <message>
            <source>Open %1…</source>
            <translation>Abrir %1…</translation>
        </message>
        <message>
            <source>Copy the selection</source>
            <translation>Copiar a seleção</translation>
        </message>
        <message>
            <source>Copy text</source>
            <translation>Copiar texto</translation>
        </message>
        <message>
            <source>Reply to this</source>
            <translation>Responder a esta mensagem</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Editar</translation>
        </message>
        <message>
            <source>Go to the quoted message</source>
            <translation>Ir para a mensagem citada</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Ver detalhe</translation>
        </message>
        <message>
            <source>Delete for everyone…</source>
            <translation>Apagar para todos…</translation>
        </message>
        <message>
            <source>React</source>
            <translation>Reagir</translation>
        </message>
        <message>
            <source>Another emoji…</source>
            <translation>Outro emoji…</translation>
        </message>
        <message>
            <source>Take the reaction back</source>
            <translation>Tirar a reação</translation>
        </message>
        <message>
            <source>Open with another program</source>
            <translation>Abrir com outro programa</translation>
        </message>
        <message>
            <source>Save file…</source>
            <translation>Salvar arquivo…</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::QuickReplyList</name>
        <message>
            <source>Quick replies</source>
            <translation>Respostas rápidas</translation>
        </message>
        <message>
            <source>There are no quick replies yet. They are written in the settings.</source>
            <translation>Ainda não há respostas rápidas. Elas são escritas em Configurações.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::RecordingBar</name>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Send voice note</source>
            <translation>Enviar nota de voz</translation>
        </message>
        <message>
            <source>Recording %1</source>
            <translation>Gravando %1</translation>
        </message>
        <message>
            <source>Preparing the voice note…</source>
            <translation>Preparando a nota de voz…</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SuggestionCard</name>
        <message>
            <source>language model</source>
            <translation>modelo de linguagem</translation>
        </message>
        <message>
            <source>local rules</source>
            <translation>regras locais</translation>
        </message>
        <message>
            <source>Suggestion</source>
            <translation>Sugestão</translation>
        </message>
        <message>
            <source>The assistant is thinking</source>
            <translation>O assistente está pensando</translation>
        </message>
        <message>
            <source>The model did not answer; the local rules were used.</source>
            <translation>O modelo não respondeu; foram usadas as regras locais.</translation>
        </message>
        <message>
            <source>Little certainty</source>
            <translation>Pouca certeza</translation>
        </message>
        <message>
            <source>Similar tickets</source>
            <translation>Chamados parecidos</translation>
        </message>
        <message>
            <source>Insert in the reply</source>
            <translation>Inserir na resposta</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Ask the assistant</source>
            <translation>Perguntar ao assistente</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WritingAid</name>
        <message>
            <source>Thinking…</source>
            <translation>Pensando…</translation>
        </message>
        <message>
            <source>Suggest</source>
            <translation>Sugerir</translation>
        </message>
        <message>
            <source>Improve</source>
            <translation>Melhorar</translation>
        </message>
        <message>
            <source>Let the assistant suggest an answer. You decide what is sent.</source>
            <translation>Deixe o assistente sugerir uma resposta. Você decide o que é enviado.</translation>
        </message>
        <message>
            <source>Let the assistant say it better. Ctrl+Z brings your words back.</source>
            <translation>Deixe o assistente dizer melhor. Ctrl+Z traz suas palavras de volta.</translation>
        </message>
        <message>
            <source>The assistant&apos;s words were of no use. Write them yourself this time.</source>
            <translation>O que o assistente propôs não serve. Desta vez escreva você.</translation>
        </message>
        <message>
            <source>The assistant did not answer. Try again in a moment.</source>
            <translation>O assistente não respondeu. Tente de novo em um momento.</translation>
        </message>
        <message>
            <source>You went on writing, so the assistant&apos;s words were left out.</source>
            <translation>Você continuou escrevendo; o texto do assistente foi descartado.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ContextRow</name>
        <message>
            <source>Leave it</source>
            <translation>Deixar</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::VoiceButton</name>
        <message>
            <source>Record a voice note</source>
            <translation>Gravar nota de voz</translation>
        </message>
        <message>
            <source>No microphone was found.</source>
            <translation>Nenhum microfone foi encontrado.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::CustomerDetails</name>
        <message>
            <source>Wants no messages</source>
            <translation>Não quer mensagens</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Cliente</translation>
        </message>
        <message>
            <source>Merge…</source>
            <translation>Unir…</translation>
        </message>
        <message>
            <source>Another customer is the same person</source>
            <translation>Outro cliente é a mesma pessoa</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>Números</translation>
        </message>
        <message>
            <source>What colleagues should know of this customer</source>
            <translation>O que a equipe deve saber deste cliente</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>Notas</translation>
        </message>
        <message>
            <source>Identity</source>
            <translation>Identidade</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>Departamento</translation>
        </message>
        <message>
            <source>Spanish</source>
            <translation>Espanhol</translation>
        </message>
        <message>
            <source>Portuguese</source>
            <translation>Português</translation>
        </message>
        <message>
            <source>English</source>
            <translation>Inglês</translation>
        </message>
        <message>
            <source>In which the assistant writes to them</source>
            <translation>No qual o assistente escreve para ele</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Nothing is sent to them, notices included</source>
            <translation>Nada é enviado para ele, nem avisos</translation>
        </message>
        <message>
            <source>Customer since %1</source>
            <translation>Cliente desde %1</translation>
        </message>
        <message>
            <source>Copy the number</source>
            <translation>Copiar o número</translation>
        </message>
        <message>
            <source>Hide the number</source>
            <translation>Ocultar o número</translation>
        </message>
        <message>
            <source>Show the number</source>
            <translation>Mostrar o número</translation>
        </message>
        <message>
            <source>WhatsApp keeps one of their addresses hidden.</source>
            <translation>O WhatsApp oculta um dos endereços dele.</translation>
        </message>
        <message>
            <source>No number: they came in person.</source>
            <translation>Sem número: veio pessoalmente.</translation>
        </message>
        <message>
            <source>Somebody without a name</source>
            <translation>Sem nome</translation>
        </message>
        <message>
            <source>Merged with %1</source>
            <translation>Unido com %1</translation>
        </message>
        <message>
            <source>Separated from %1</source>
            <translation>Separado de %1</translation>
        </message>
        <message>
            <source>%1 turned out to be the same person</source>
            <translation>%1 é a mesma pessoa</translation>
        </message>
        <message>
            <source>Another address became known</source>
            <translation>Mais um endereço ficou conhecido</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Desfazer</translation>
        </message>
        <message>
            <source>Always one and the same.</source>
            <translation>Sempre foi um só.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::CustomerListModel</name>
        <message numerus="yes">
            <source>%n open</source>
            <translation>
                <numerusform>%n aberto</numerusform>
                <numerusform>%n abertos</numerusform>
            </translation>
        </message>
        <message>
            <source>no number</source>
            <translation>sem número</translation>
        </message>
        <message>
            <source>wants no messages</source>
            <translation>não quer mensagens</translation>
        </message>
        <message>
            <source>Somebody without a name</source>
            <translation>Sem nome</translation>
        </message>
        <message numerus="yes">
            <source>%n open tickets</source>
            <translation>
                <numerusform>%n ticket aberto</numerusform>
                <numerusform>%n tickets abertos</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::CustomersPane</name>
        <message>
            <source>Customers</source>
            <translation>Clientes</translation>
        </message>
        <message>
            <source>Choose a customer to see what is known of them, and their tickets.</source>
            <translation>Escolha um cliente para ver os dados e os tickets dele.</translation>
        </message>
        <message>
            <source>Name, department or number</source>
            <translation>Nome, departamento ou número</translation>
        </message>
        <message>
            <source>Search customers</source>
            <translation>Buscar clientes</translation>
        </message>
        <message>
            <source>Tickets</source>
            <translation>Tickets</translation>
        </message>
        <message>
            <source>Tickets of this customer</source>
            <translation>Tickets deste cliente</translation>
        </message>
        <message>
            <source>No tickets yet.</source>
            <translation>Ainda sem tickets.</translation>
        </message>
        <message>
            <source>Merged. It can be undone under Identity.</source>
            <translation>Clientes unidos. Você pode desfazer em Identidade.</translation>
        </message>
        <message>
            <source>The customers could not be read.</source>
            <translation>Não foi possível ler os clientes.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Tentar de novo</translation>
        </message>
        <message>
            <source>No customers yet. Whoever writes appears here.</source>
            <translation>Ainda não há clientes. Quem escrever aparece aqui.</translation>
        </message>
        <message>
            <source>Nobody found for “%1”. Numbers are found from four digits on.</source>
            <translation>Ninguém encontrado para “%1”. Números são buscados a partir de quatro dígitos.</translation>
        </message>
        <message>
            <source>Clear search</source>
            <translation>Limpar busca</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::FileStrip</name>
        <message>
            <source>Show in the conversation</source>
            <translation>Ver na conversa</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::FilterBar</name>
        <message>
            <source>Filters</source>
            <translation>Filtros</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Novos</translation>
        </message>
        <message>
            <source>In our hands</source>
            <translation>Conosco</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Aguardando</translation>
        </message>
        <message>
            <source>Ready or handed over</source>
            <translation>Prontos ou entregues</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Fechados</translation>
        </message>
        <message numerus="yes">
            <source>No news for %n days</source>
            <translation>
                <numerusform>Sem novidades há %n dia</numerusform>
                <numerusform>Sem novidades há %n dias</numerusform>
            </translation>
        </message>
        <message>
            <source>Filter %1: take it away</source>
            <translation>Filtro %1: remover</translation>
        </message>
        <message>
            <source>Take this filter away</source>
            <translation>Remover este filtro</translation>
        </message>
        <message>
            <source>Priority: %1</source>
            <translation>Prioridade: %1</translation>
        </message>
        <message>
            <source>Of nobody</source>
            <translation>Sem responsável</translation>
        </message>
        <message>
            <source>Of somebody else</source>
            <translation>De outra pessoa</translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>Limpar filtros</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Salvar…</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::HistoryWords</name>
        <message>
            <source>Person</source>
            <translation>Usuário</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>Departamento</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Equipamento</translation>
        </message>
        <message>
            <source>Asset number</source>
            <translation>N.º do patrimônio</translation>
        </message>
        <message>
            <source>Fault</source>
            <translation>Defeito</translation>
        </message>
        <message>
            <source>Fault in detail</source>
            <translation>Detalhe do defeito</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Categoria</translation>
        </message>
        <message>
            <source>Subcategory</source>
            <translation>Subcategoria</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>Prioridade</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Etiquetas</translation>
        </message>
        <message>
            <source>Diagnosis</source>
            <translation>Diagnóstico</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Cliente</translation>
        </message>
        <message>
            <source>Ticket opened</source>
            <translation>Ticket aberto</translation>
        </message>
        <message>
            <source>Assigned to nobody</source>
            <translation>Sem responsável</translation>
        </message>
        <message>
            <source>Assigned</source>
            <translation>Atribuído</translation>
        </message>
        <message>
            <source>Assigned to %1</source>
            <translation>Atribuído a %1</translation>
        </message>
        <message>
            <source>Note deleted</source>
            <translation>Nota apagada</translation>
        </message>
        <message>
            <source>Note changed</source>
            <translation>Nota alterada</translation>
        </message>
        <message>
            <source>Note written</source>
            <translation>Nota escrita</translation>
        </message>
        <message>
            <source>Customers merged or separated</source>
            <translation>Clientes unidos ou separados</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>Assistente</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::KeysDialog</name>
        <message>
            <source>Keys</source>
            <translation>Atalhos</translation>
        </message>
        <message>
            <source>In lists</source>
            <translation>Nas listas</translation>
        </message>
        <message>
            <source>Open the next or the previous one</source>
            <translation>Abrir o próximo ou o anterior</translation>
        </message>
        <message>
            <source>Show the message that a search found, or what a row is about</source>
            <translation>Ver a mensagem encontrada, ou aquilo de que trata a linha</translation>
        </message>
        <message>
            <source>Take away a filter or a tag; discard a message of the outbox</source>
            <translation>Remover um filtro ou uma etiqueta; descartar uma mensagem da caixa de saída</translation>
        </message>
        <message>
            <source>Choose from the statuses that may follow</source>
            <translation>Escolher entre os estados que podem seguir</translation>
        </message>
        <message>
            <source>While writing</source>
            <translation>Ao escrever</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Enviar</translation>
        </message>
        <message>
            <source>New line</source>
            <translation>Nova linha</translation>
        </message>
        <message>
            <source>Quick replies, at the begin of a line</source>
            <translation>Respostas rápidas, no início de uma linha</translation>
        </message>
        <message>
            <source>Change the last message, while nothing is written</source>
            <translation>Editar a última mensagem, com o campo vazio</translation>
        </message>
        <message>
            <source>In the conversation</source>
            <translation>Na conversa</translation>
        </message>
        <message>
            <source>From message to message</source>
            <translation>De mensagem em mensagem</translation>
        </message>
        <message>
            <source>The first thing that can be done with it</source>
            <translation>A primeira coisa que se pode fazer com ela</translation>
        </message>
        <message>
            <source>To the begin, to the end</source>
            <translation>Ao início, ao fim</translation>
        </message>
        <message>
            <source>All that can be done with it</source>
            <translation>Tudo o que se pode fazer com ela</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>Em toda parte</translation>
        </message>
        <message>
            <source>Leave the innermost thing; no text is lost</source>
            <translation>Sair do mais interno; nenhum texto se perde</translation>
        </message>
        <message>
            <source>To the next field or button</source>
            <translation>Ao próximo campo ou botão</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ListMenu</name>
        <message>
            <source>Newest</source>
            <translation>Novos</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>Recentes</translation>
        </message>
        <message>
            <source>Waiting longest</source>
            <translation>Mais espera</translation>
        </message>
        <message>
            <source>Priority</source>
            <comment>an order</comment>
            <translation>Prioridade</translation>
        </message>
        <message>
            <source>Sort by</source>
            <translation>Ordenar por</translation>
        </message>
        <message>
            <source>&amp;Recent activity</source>
            <translation>Atividade &amp;recente</translation>
        </message>
        <message>
            <source>&amp;Newest</source>
            <translation>Mais &amp;novos</translation>
        </message>
        <message>
            <source>&amp;Waiting longest</source>
            <translation>Quem mais &amp;espera</translation>
        </message>
        <message>
            <source>&amp;Priority</source>
            <translation>&amp;Prioridade</translation>
        </message>
        <message>
            <source>Show only</source>
            <translation>Mostrar apenas</translation>
        </message>
        <message>
            <source>&amp;Status</source>
            <translation>E&amp;stado</translation>
        </message>
        <message>
            <source>Pr&amp;iority</source>
            <translation>Pr&amp;ioridade</translation>
        </message>
        <message>
            <source>&amp;Assigned to</source>
            <translation>&amp;Atribuído a</translation>
        </message>
        <message>
            <source>Nobody</source>
            <translation>Ninguém</translation>
        </message>
        <message>
            <source>&amp;Category</source>
            <translation>&amp;Categoria</translation>
        </message>
        <message>
            <source>&amp;Tag</source>
            <translation>E&amp;tiqueta</translation>
        </message>
        <message>
            <source>Without ne&amp;ws</source>
            <translation>Sem no&amp;vidades</translation>
        </message>
        <message>
            <source>C&amp;lear filters</source>
            <translation>&amp;Limpar filtros</translation>
        </message>
        <message>
            <source>&amp;Keep as “%1”</source>
            <translation>&amp;Salvar mudanças em “%1”</translation>
        </message>
        <message>
            <source>Save as &amp;filter…</source>
            <translation>Salvar como &amp;filtro…</translation>
        </message>
        <message>
            <source>Rena&amp;me “%1”…</source>
            <translation>Reno&amp;mear “%1”…</translation>
        </message>
        <message>
            <source>&amp;Delete “%1”</source>
            <translation>Apagar “%1” (&amp;D)</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::MergeDialog</name>
        <message>
            <source>Merge</source>
            <translation>Unir</translation>
        </message>
        <message>
            <source>Merge customers</source>
            <translation>Unir clientes</translation>
        </message>
        <message>
            <source>Who is the same person as %1? What is theirs goes over to %1. It can be undone.</source>
            <translation>Quem é a mesma pessoa que %1? O que é dele passa para %1. Pode ser desfeito.</translation>
        </message>
        <message>
            <source>Name, department or number</source>
            <translation>Nome, departamento ou número</translation>
        </message>
        <message>
            <source>Search customers</source>
            <translation>Buscar clientes</translation>
        </message>
        <message>
            <source>Customers</source>
            <translation>Clientes</translation>
        </message>
        <message>
            <source>Choose a customer to see what goes over.</source>
            <translation>Escolha um cliente para ver o que passaria.</translation>
        </message>
        <message numerus="yes">
            <source>%n tickets</source>
            <translation>
                <numerusform>%n ticket</numerusform>
                <numerusform>%n tickets</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n messages</source>
            <translation>
                <numerusform>%n mensagem</numerusform>
                <numerusform>%n mensagens</numerusform>
            </translation>
        </message>
        <message>
            <source>the number %1</source>
            <translation>o número %1</translation>
        </message>
        <message>
            <source>From %1 to %2 go: %3.</source>
            <translation>De %1 para %2 passam: %3.</translation>
        </message>
        <message>
            <source>Both have notes: they are kept one below the other.</source>
            <translation>Os dois têm notas: ficam uma abaixo da outra.</translation>
        </message>
        <message>
            <source>One of them wants no messages: that will hold for both.</source>
            <translation>Um deles não quer mensagens: valerá para os dois.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::OpenCustomer</name>
        <message>
            <source>%1 is a customer of their own again.</source>
            <translation>%1 volta a ser um cliente separado.</translation>
        </message>
        <message>
            <source>One of the two has been merged again since. Undo that first.</source>
            <translation>Um dos dois foi unido de novo depois. Desfaça isso primeiro.</translation>
        </message>
        <message>
            <source>That was undone already.</source>
            <translation>Isso já foi desfeito.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::OutboxDetails</name>
        <message>
            <source>Message</source>
            <translation>Mensagem</translation>
        </message>
        <message>
            <source>Words of the message</source>
            <translation>Texto da mensagem</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>Assistente</translation>
        </message>
        <message>
            <source>It has left this computer; WhatsApp has not accepted it yet.</source>
            <translation>Saiu deste computador; falta o WhatsApp aceitar.</translation>
        </message>
        <message>
            <source>It is kept here and leaves by itself, in its order, once there is a connection.</source>
            <translation>Está guardada aqui e sai sozinha, na sua ordem, quando a conexão voltar.</translation>
        </message>
        <message>
            <source>The desk writes no faster than a person would, so that WhatsApp takes no offence.</source>
            <translation>O atendimento não escreve mais rápido que uma pessoa, para o WhatsApp não restringir o número.</translation>
        </message>
        <message>
            <source>The last attempt did not work. It is tried again by itself.</source>
            <translation>A última tentativa não funcionou. Tenta de novo sozinha.</translation>
        </message>
        <message>
            <source>It leaves by itself as soon as those before it have left.</source>
            <translation>Sai sozinha assim que as anteriores saírem.</translation>
        </message>
        <message>
            <source>It may have left already, so it cannot be taken back here.</source>
            <translation>Pode já ter saído: não dá para retirar aqui.</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Reenviar</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Tentar agora</translation>
        </message>
        <message>
            <source>There is no connection to WhatsApp</source>
            <translation>Sem conexão com o WhatsApp</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>It stays in the conversation as refused and asks for nobody any more</source>
            <translation>Fica na conversa como recusada e não pede mais atenção</translation>
        </message>
        <message>
            <source>It is not sent</source>
            <translation>Não é enviada</translation>
        </message>
        <message>
            <source>Open the conversation</source>
            <translation>Abrir a conversa</translation>
        </message>
        <message>
            <source>Open the customer</source>
            <translation>Ver o cliente</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>Attempts</source>
            <translation>Tentativas</translation>
        </message>
        <message>
            <source>Next attempt</source>
            <translation>Próxima tentativa</translation>
        </message>
        <message>
            <source>Last error</source>
            <translation>Último erro</translation>
        </message>
        <message>
            <source>Cause</source>
            <translation>Causa</translation>
        </message>
        <message>
            <source>Identifier</source>
            <translation>Identificador</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::OutboxModel</name>
        <message>
            <source>Somebody without a name</source>
            <translation>Sem nome</translation>
        </message>
        <message>
            <source>Being sent</source>
            <translation>Enviando</translation>
        </message>
        <message>
            <source>Waits for the connection</source>
            <translation>Aguarda a conexão</translation>
        </message>
        <message>
            <source>Held back until %1</source>
            <translation>Em pausa até %1</translation>
        </message>
        <message>
            <source>Next attempt at %1</source>
            <translation>Próxima tentativa às %1</translation>
        </message>
        <message>
            <source>Next in line</source>
            <translation>Próxima a sair</translation>
        </message>
        <message>
            <source>Need somebody</source>
            <translation>Pedem atenção</translation>
        </message>
        <message>
            <source>Wait to leave</source>
            <translation>Aguardando sair</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::OutboxPane</name>
        <message>
            <source>Outbox</source>
            <translation>Caixa de saída</translation>
        </message>
        <message>
            <source>Messages in the outbox</source>
            <translation>Mensagens da caixa de saída</translation>
        </message>
        <message>
            <source>Discarded.</source>
            <translation>Descartada.</translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n recusada</numerusform>
                <numerusform>%n recusadas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n na fila</numerusform>
                <numerusform>%n na fila</numerusform>
            </translation>
        </message>
        <message>
            <source>The outbox could not be read.</source>
            <translation>Não foi possível ler a caixa de saída.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Tentar de novo</translation>
        </message>
        <message>
            <source>No refused message. Nothing waits to be sent.</source>
            <translation>Nenhuma mensagem recusada. Nada na fila.</translation>
        </message>
        <message>
            <source>It may have left already: it cannot be discarded.</source>
            <translation>Pode já ter saído: não dá para descartar.</translation>
        </message>
        <message>
            <source>It has left just now.</source>
            <translation>Acabou de sair.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::PlaceHeader</name>
        <message>
            <source>Back to the tickets (Ctrl+1)</source>
            <translation>Voltar aos tickets (Ctrl+1)</translation>
        </message>
        <message>
            <source>Back to the tickets</source>
            <translation>Voltar aos tickets</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SavedFilters</name>
        <message>
            <source>There are as many saved filters as there may be. Remove one first.</source>
            <translation>Você já tem todos os filtros possíveis. Apague um primeiro.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TagEditor</name>
        <message>
            <source>Add a tag</source>
            <translation>Adicionar etiqueta</translation>
        </message>
        <message>
            <source>Tag %1: take it away</source>
            <translation>Etiqueta %1: remover</translation>
        </message>
        <message>
            <source>Take this tag away</source>
            <translation>Remover esta etiqueta</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketHistoryDialog</name>
        <message>
            <source>History of %1</source>
            <translation>Histórico de %1</translation>
        </message>
    </context>
</TS>
