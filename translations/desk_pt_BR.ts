<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
    <context>
        <name>desk::ui::ChatPane</name>
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
            <source>Reply to this</source>
            <translation>Responder a esta mensagem</translation>
        </message>
        <message>
            <source>React</source>
            <translation>Reagir</translation>
        </message>
        <message>
            <source>Save file…</source>
            <translation>Salvar arquivo…</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Apagar para todos</translation>
        </message>
        <message>
            <source>Copy text</source>
            <translation>Copiar texto</translation>
        </message>
        <message>
            <source>Refused message</source>
            <translation>Mensagem recusada</translation>
        </message>
        <message>
            <source>Cause: %1
Written: %2
Identifier: %3</source>
            <translation>Causa: %1
Escrita: %2
Identificador: %3</translation>
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
            <source>Do not quote</source>
            <translation>Não citar</translation>
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
            <source>Attach files</source>
            <translation>Anexar arquivos</translation>
        </message>
        <message>
            <source>The picture could not be kept.</source>
            <translation>Não foi possível guardar a imagem.</translation>
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
            <source>It has %1 and the limit is %2.</source>
            <translation>Tem %1 e o limite é %2.</translation>
        </message>
        <message>
            <source>There are no quick replies yet. They are written in the settings.</source>
            <translation>Ainda não há respostas rápidas. Elas são escritas em Configurações.</translation>
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
            <source>Keys</source>
            <translation>Teclas</translation>
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
            <source>Suggested steps</source>
            <translation>Passos sugeridos</translation>
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
            <source>What is the number on the device's label?</source>
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
            <source>changed a value</source>
            <translation>mudou um dado</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>Assistente</translation>
        </message>
        <message>
            <source>None.</source>
            <translation>Nenhum.</translation>
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
            <source>The team's</source>
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
            <source>No ticket waits for a customer's answer.</source>
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
            <source>Closed</source>
            <translation>Fechados</translation>
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
            <source>Nothing found for “%1”. Search for a ticket's number, a person or words of a chat.</source>
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
    </context>
    <context>
        <name>desk::ui::Toast</name>
        <message>
            <source>Close notice</source>
            <translation>Fechar aviso</translation>
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
            <source>The customer's security code has changed</source>
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
                <numerusform>Novidades em %n chamado</numerusform>
                <numerusform>Novidades em %n chamados</numerusform>
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
            <source>The panel's server could not start.</source>
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
            <source>Link the help desk's WhatsApp</source>
            <translation>Vincule o WhatsApp do suporte</translation>
        </message>
        <message>
            <source>Open &lt;b&gt;WhatsApp&lt;/b&gt; on the help desk's phone.</source>
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
            <source>It is the same</source>
            <translation>É o mesmo</translation>
        </message>
        <message>
            <source>It is another</source>
            <translation>É outro</translation>
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
            <source>Is this the code that the phone shows?

%1</source>
            <translation>É este o código que o celular mostra?

%1</translation>
        </message>
        <message>
            <source>WhatsApp asks for this account's passkey, which this program cannot show.

On the phone, open Settings, Account, Passkeys and remove the passkey. Then ask for new codes here and link again. You can make the passkey again afterwards.</source>
            <translation>O WhatsApp pede a chave de acesso desta conta, e este programa não pode mostrá-la.

No celular abra Configurações, Conta, Chaves de acesso e remova-a. Depois gere outro código aqui e vincule de novo. Mais tarde você pode criar a chave outra vez.</translation>
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
        <message numerus="yes">
            <source>%n unread ticket(s)</source>
            <translation>
                <numerusform>%n chamado não lido</numerusform>
                <numerusform>%n chamados não lidos</numerusform>
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
</TS>
